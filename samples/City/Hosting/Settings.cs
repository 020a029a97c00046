using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Civic.City;

/// <summary>
/// Gathers settings from files, environment and command line. Whatever cannot be used is said in one line and left at
/// its default, so that one slip does not stop the city.
/// </summary>
internal sealed class Settings(IConfiguration values, Notices notices)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Protocols the city listens for, and the port each is usually given.</summary>
    private static readonly (string Protocol, int Port)[] Usual = [("nmea", 10110), ("teltonika", 5027), ("gt06", 5023), ("jt808", 5015), ("h02", 5013)];

    public static IConfiguration Gather(Dictionary<string, string?> commandLine, Notices notices)
    {
        var builder = new ConfigurationBuilder();
        AddFile(builder, Path.Combine(AppContext.BaseDirectory, "appsettings.json"), notices);
        if (commandLine.GetValueOrDefault("config") is { } path)
        {
            AddFile(builder, Path.GetFullPath(path), notices);
        }

        builder.AddEnvironmentVariables("CITY_");
        builder.AddInMemoryCollection(commandLine);
        return builder.Build();
    }

    public CityOptions Read()
    {
        var standard = new CityOptions();
        return standard with
        {
            Feeds = [.. Usual.Select(u => ReadFeed(u.Protocol, u.Port)).OfType<FeedOptions>()],
            Fences = values["fences"] is { Length: > 0 } fences ? Path.GetFullPath(fences, FolderOf(fences)) : standard.Fences,
            Tiles = values["map:tiles"] ?? "",
            TilesCredit = values["map:tilesCredit"] ?? "",
            UseMap = !string.Equals(values["map:library"], "none", StringComparison.OrdinalIgnoreCase),
            KeepMinutes = (int)Number("map:keepMinutes", standard.KeepMinutes, 1, 1440),
            Ledger = new LedgerOptions
            {
                Data = values["ledger:data"] ?? standard.Ledger.Data,
                Journal = values["ledger:journal"] ?? standard.Ledger.Journal,
                SessionSeconds = Number("ledger:sessionSeconds", standard.Ledger.SessionSeconds, 0.3, 3600),
            },
            Replay = new ReplayOptions
            {
                Source = values["replay:source"] is { Length: > 0 } source ? source : standard.Replay.Source,
                Devices = (int)Number("replay:devices", standard.Replay.Devices, 1, 20_000),
                Speed = Number("replay:speed", standard.Replay.Speed, 0.1, 100),
                Seed = (int)Number("replay:seed", standard.Replay.Seed, 0, int.MaxValue),
                WaitSeconds = Number("replay:waitSeconds", standard.Replay.WaitSeconds, 0, 600),
                EverySeconds = Number("replay:everySeconds", standard.Replay.EverySeconds, 1, 600),
            },
        };
    }

    private FeedOptions? ReadFeed(string protocol, int usualPort)
    {
        var section = $"feeds:{protocol}";
        var port = values[$"{section}:port"];
        if (string.Equals(port, "off", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var feed = new FeedOptions(protocol, IPAddress.Loopback, usualPort);
        if (port is not null && (!int.TryParse(port, CultureInfo.InvariantCulture, out usualPort) || usualPort is < 0 or > 65535))
        {
            notices.Say(protocol, $"'{port}' is no port, so this listener is off. Set {section}:port to 1-65535, or to off.");
            return null;
        }

        var address = IPAddress.Loopback;
        if (values[$"{section}:address"] is { Length: > 0 } text && !IPAddress.TryParse(text, out address))
        {
            notices.Say(protocol, $"'{text}' is no IP address, so this listener is off. Set {section}:address to 127.0.0.1, or to 0.0.0.0 for every network.");
            return null;
        }

        return new FeedOptions(protocol, address, usualPort)
        {
            MaxConnections = (int)Number($"{section}:maxConnections", feed.MaxConnections, 1, 1_000_000),
            IdleSeconds = (int)Number($"{section}:idleSeconds", feed.IdleSeconds, 1, 86_400),
        };
    }

    private double Number(string name, double standard, double least, double most)
    {
        if (values[name] is not { } text)
        {
            return standard;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        notices.Say("settings", string.Create(CultureInfo.InvariantCulture, $"{name} is {least} to {most}, not '{text}'. {standard} is used."));
        return standard;
    }

    /// <summary>A file named in a setting lies in the current folder, or else beside the program.</summary>
    private static string FolderOf(string file) => File.Exists(Path.GetFullPath(file)) ? Environment.CurrentDirectory : AppContext.BaseDirectory;

    private static void AddFile(ConfigurationBuilder builder, string path, Notices notices)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var check = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            builder.AddJsonFile(path, optional: false);
        }
        catch (JsonException e)
        {
            notices.Say("settings", $"{path}, line {e.LineNumber + 1}: not valid JSON. Correct it and start again; until then its settings are left out.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notices.Say("settings", $"{path} cannot be read ({e.GetType().Name}). Check the path; until then its settings are left out.");
        }
    }
}
