using System.Net;

namespace Civic.City;

/// <summary>Everything that can be configured. The defaults here are those of appsettings.json.</summary>
internal sealed record CityOptions
{
    /// <summary>Listeners for devices on TCP, by the name of their protocol.</summary>
    public IReadOnlyList<FeedOptions> Feeds { get; init; } = [];

    /// <summary>Fences to watch: a GeoJSON file.</summary>
    public string Fences { get; init; } = Path.Combine(AppContext.BaseDirectory, "fences.geojson");

    public ReplayOptions Replay { get; init; } = new();

    public LedgerOptions Ledger { get; init; } = new();

    /// <summary>Address template of map tiles, or empty for none; tiles are fetched by the browser from that server.</summary>
    public string Tiles { get; init; } = "";

    /// <summary>What the tile server asks to be shown.</summary>
    public string TilesCredit { get; init; } = "";

    /// <summary>Whether the page uses the map library when it is there; otherwise it draws the city plainly.</summary>
    public bool UseMap { get; init; } = true;

    /// <summary>Minutes after which a silent device leaves the map.</summary>
    public int KeepMinutes { get; init; } = 5;
}

/// <summary>One TCP listener.</summary>
internal sealed record FeedOptions(string Protocol, IPAddress Address, int Port)
{
    /// <summary>More connections than this at a time are turned away.</summary>
    public int MaxConnections { get; init; } = 5_000;

    /// <summary>A connection that is silent for longer is closed.</summary>
    public int IdleSeconds { get; init; } = 600;
}

/// <summary>What is sent to the listeners when no device is at hand.</summary>
internal sealed record ReplayOptions
{
    /// <summary><c>auto</c> (the evening, while no real device reports), <c>on</c>, <c>off</c>, or the path of a recorded NMEA log or a folder.</summary>
    public string Source { get; init; } = "auto";

    /// <summary>Devices of the generated evening.</summary>
    public int Devices { get; init; } = 500;

    /// <summary>How many seconds of the evening, or of the log, pass in one second.</summary>
    public double Speed { get; init; } = 10;

    /// <summary>The same seed gives the same evening.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Seconds to wait for a real device before the evening begins.</summary>
    public double WaitSeconds { get; init; } = 3;

    /// <summary>Seconds between two reports of a device.</summary>
    public double EverySeconds { get; init; } = 2;
}

/// <summary>Where the city's ledger is kept.</summary>
internal sealed record LedgerOptions
{
    /// <summary>Folder for the journal's file. Empty: a folder of the user's own, outside of any repository.</summary>
    public string Data { get; init; } = "";

    /// <summary>The journal: empty for a file in <see cref="Data"/>, or a file's path, or <c>postgres://user@host:port/database</c>.</summary>
    public string Journal { get; init; } = "";

    /// <summary>Seconds from one parking session of the evening to the next, on average.</summary>
    public double SessionSeconds { get; init; } = 1.5;
}
