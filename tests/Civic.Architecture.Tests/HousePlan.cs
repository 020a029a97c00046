namespace Civic.Architecture;

/// <summary>
/// The rooms and the one way through them: what each project may refer to. Engines never refer to one another, ground never
/// to engines, nothing to adapters but the host.
/// </summary>
internal static class HousePlan
{
    private static readonly string[] Engines = ["Civic.Safety", "Civic.Parking", "Civic.Dividend", "Civic.Complaints"];
    private static readonly string[] Ground = ["Civic.Geo", "Civic.Calendar", "Civic.Journal", "Civic.Ledger"];

    public static IReadOnlyDictionary<string, Room> Rooms { get; } = new Dictionary<string, Room>
    {
        ["Civic.Geo"] = new([], ["NodaTime", "NetTopologySuite"]),
        ["Civic.Calendar"] = new([], ["NodaTime"]),
        ["Civic.Journal"] = new([], ["NodaTime"]),
        ["Civic.Ledger"] = new(["Civic.Journal"], ["NodaTime"]),
        ["Civic.Safety"] = new(["Civic.Geo", "Civic.Calendar", "Civic.Journal"], ["NodaTime", "NetTopologySuite"]),
        ["Civic.Parking"] = new(["Civic.Geo", "Civic.Calendar", "Civic.Ledger", "Civic.Journal"], ["NodaTime", "NetTopologySuite"]),
        ["Civic.Dividend"] = new(["Civic.Ledger", "Civic.Journal"], ["NodaTime"]),
        ["Civic.Complaints"] = new(["Civic.Geo", "Civic.Calendar", "Civic.Journal"], ["NodaTime", "NetTopologySuite"]),
        ["Civic.Journal.Sqlite"] = new(["Civic.Journal"], ["NodaTime", "SQLitePCLRaw.bundle_e_sqlite3"]),
        ["Civic.Journal.Postgres"] = new(["Civic.Journal"], ["NodaTime", "Npgsql"]),
        ["Civic.RabbitMq"] = new(["Civic.Geo", "Civic.Safety"], ["NodaTime", "RabbitMQ.Client"]),
        ["Civic.AspNetCore"] = new([.. Engines, .. Ground], ["NodaTime", "NetTopologySuite"]),
    };

    /// <summary>Packages that any room may use.</summary>
    public static string[] Everywhere { get; } = ["Microsoft.Extensions.DependencyInjection.Abstractions"];

    /// <param name="Projects">Rooms it may refer to.</param>
    /// <param name="Packages">Packages it may refer to, with what these bring.</param>
    public sealed record Room(string[] Projects, string[] Packages);
}
