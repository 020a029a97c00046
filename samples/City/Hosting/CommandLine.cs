namespace Civic.City;

/// <summary>The options that may be given when the city is started.</summary>
internal static class CommandLine
{
    public const string Help = """
        The reference city: receives beacons, shows them on a live map, watches fences.

          dotnet run --project samples/City -- [options]

          --urls http://127.0.0.1:5080   where the page is served
          --config FILE                  settings to use over those of appsettings.json
          --fences FILE                  fences to watch (GeoJSON; see samples/City/fences.geojson)
          --data FOLDER                  where the ledger's file lies (by default a folder of your user's own)
          --journal PATH|postgres://...  the ledger's journal: another file, or postgres://user@host:port/database
          --replay auto|on|off|PATH      auto: a generated evening while no real device reports (default);
                                         on: the evening beside real devices; PATH: a recorded NMEA log, or a folder
          --devices N                    devices of the evening, 1 to 20000 (500)
          --speed N                      how much faster than life, 0.1 to 100 (10)
          --seed N                       another evening (1)
          --feeds:NAME:port N            port of nmea, teltonika, gt06, jt808 or h02; 0 takes a free one, off closes it
          --feeds:NAME:address IP        address to listen on (127.0.0.1)

        Every setting may also come from the environment: CITY_replay__devices=100, CITY_feeds__gt06__port=15023.
        """;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--replay"] = "replay:source",
        ["--devices"] = "replay:devices",
        ["--speed"] = "replay:speed",
        ["--seed"] = "replay:seed",
        ["--fences"] = "fences",
        ["--data"] = "ledger:data",
        ["--journal"] = "ledger:journal",
        ["--config"] = "config",
        ["--urls"] = "urls",
    };

    private static readonly string[] Sections = ["--feeds:", "--replay:", "--map:", "--ledger:"];

    /// <summary>Reads options into settings.</summary>
    /// <param name="args">As given: <c>--name value</c> or <c>--name=value</c>.</param>
    /// <param name="complaint">What is wrong, or <see langword="null"/>.</param>
    public static Dictionary<string, string?> Read(string[] args, out string? complaint)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        complaint = null;
        for (var i = 0; i < args.Length && complaint is null; i++)
        {
            var parts = args[i].Split('=', 2);
            var name = Names.GetValueOrDefault(parts[0]);
            if (name is null && Sections.Any(s => parts[0].StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            {
                name = parts[0][2..];
            }

            if (name is null)
            {
                complaint = $"there is no option '{parts[0]}'. --help lists those there are.";
            }
            else if (parts.Length == 2)
            {
                settings[name] = parts[1];
            }
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings[name] = args[++i];
            }
            else if (name == "replay:source")
            {
                settings[name] = "on";
            }
            else
            {
                complaint = $"{parts[0]} needs a value: --help shows which.";
            }
        }

        return settings;
    }
}
