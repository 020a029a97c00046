using System.Net;
using System.Net.Sockets;
using Civic.City.Feeds;
using Civic.City.Fences;
using Civic.City.Live;
using Civic.City.Map;
using Civic.City.Replay;
using Civic.City.Treasury;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;

namespace Civic.City;

/// <summary>The reference city: beacons in, a live map out.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(CommandLine.Help);
            return 0;
        }

        var commandLine = CommandLine.Read(args, out var complaint);
        if (complaint is not null)
        {
            Console.Error.WriteLine(complaint);
            return 2;
        }

        await using var city = Build(commandLine, Console.Error);
        try
        {
            await city.StartAsync();
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"page: {e.Message} Choose another address with --urls http://127.0.0.1:5081");
            return 1;
        }

        Console.WriteLine(Greeting(city));
        await city.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Puts the city together.</summary>
    /// <param name="commandLine">Settings that win over those of files and environment.</param>
    /// <param name="console">Takes notices, a line each.</param>
    internal static WebApplication Build(Dictionary<string, string?> commandLine, TextWriter console)
    {
        var notices = new Notices(console, SystemClock.Instance);
        var settings = Settings.Gather(commandLine, notices);
        var options = new Settings(settings, notices).Read();

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.AddServerHeader = false).UseUrls(Address(settings["urls"], notices));
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Error);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => (o.ShutdownTimeout, o.ServicesStopConcurrently) = (TimeSpan.FromSeconds(2), true));
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        builder.Services.AddSingleton<IClock>(SystemClock.Instance).AddSingleton(notices).AddSingleton(options);

        // Who and where: the state, and the one loop that changes it.
        builder.Services.AddSingleton(FenceFile.Load(options, notices)).AddSingleton<DeviceRegister>().AddSingleton<CityEvents>().AddSingleton<LiveCity>();
        builder.Services.AddSingleton<Intake>().AddHostedService(s => s.GetRequiredService<Intake>());

        // Beacons in, and a replay of them when there are none.
        builder.Services.AddSingleton<FeedBoard>().AddHostedService<TcpFeeds>();
        builder.Services.AddSingleton<ReplayService>().AddHostedService(s => s.GetRequiredService<ReplayService>());

        // Money: the ledger, the parking that pays into it, and those who look at it.
        builder.Services.AddSingleton(_ => Chart.Load()).AddSingleton<CityBook>().AddHostedService(s => s.GetRequiredService<CityBook>());
        builder.Services.AddSingleton<Auditor>().AddSingleton<LedgerSummary>().AddSingleton<HeadKey>();

        // The page, its live stream and its questions.
        builder.Services.AddSingleton<MapSnapshot>().AddSingleton<LiveStream>().AddSingleton<Viewers>();
        builder.Services.AddSingleton<AccessRecords>().AddSingleton<CityStatus>();

        var city = builder.Build();
        city.UseSafetyHeaders(options);
        city.MapPage(options);
        city.MapGet("/api/live", (HttpContext http, LiveStream live) => live.WatchAsync(http));
        city.MapCircleQuestion();
        city.MapStatus();
        city.MapLedger();
        city.MapPhoneFeeds();
        return city;
    }

    /// <summary>One line: where the page is, and where devices report.</summary>
    private static string Greeting(WebApplication city)
    {
        var page = city.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var board = city.Services.GetRequiredService<FeedBoard>();
        var feeds = string.Join(", ", board.Listening.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value.Port}"));
        return $"Gaon City is at {page} ({(feeds.Length > 0 ? feeds : "no TCP listener is open")}; phones at {page}/osmand and /owntracks). Ctrl+C stops it.";
    }

    /// <summary>Where to serve the page. When nobody chose and the usual port is taken, any free one will do.</summary>
    private static string Address(string? chosen, Notices notices)
    {
        if (!string.IsNullOrWhiteSpace(chosen))
        {
            return chosen;
        }

        var usual = new Uri(Settings.DefaultUrl);
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, usual.Port));
            return Settings.DefaultUrl;
        }
        catch (SocketException)
        {
            notices.Say("page", $"port {usual.Port} is in use by another program, so the page is elsewhere. To choose where: --urls http://127.0.0.1:5081");
            return "http://127.0.0.1:0";
        }
    }
}
