using NodaTime;

namespace Civic.City.Map;

/// <summary>
/// Who looked at where people are, and when. Every way to a location goes through here first. This sample keeps the
/// latest in memory; a deployment writes them where they cannot be changed.
/// </summary>
internal sealed class AccessRecords(IClock clock)
{
    private const int Kept = 1_000;
    private readonly Lock _gate = new();
    private readonly Queue<AccessRecord> _records = new();

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AccessRecord> Latest(int count)
    {
        lock (_gate)
        {
            return [.. _records.Reverse().Take(count)];
        }
    }

    public void Add(AccessRecord record)
    {
        lock (_gate)
        {
            _records.Enqueue(record with { Time = clock.GetCurrentInstant().ToUnixTimeMilliseconds() });
            if (_records.Count > Kept)
            {
                _records.Dequeue();
            }
        }
    }
}

/// <summary>One look at where people are.</summary>
/// <param name="Who">Who asked, as they gave it.</param>
/// <param name="From">Network address they asked from.</param>
/// <param name="What"><c>circle</c>, <c>live</c> or <c>live-end</c>.</param>
internal sealed record AccessRecord(string Who, string From, string What)
{
    /// <summary>Milliseconds since 1970.</summary>
    public long Time { get; init; }

    /// <summary>Centre of the circle asked about, degrees.</summary>
    public double? Latitude { get; init; }

    /// <summary>Centre of the circle asked about, degrees.</summary>
    public double? Longitude { get; init; }

    /// <summary>Radius of the circle asked about, metres.</summary>
    public double? Radius { get; init; }

    /// <summary>How many were certainly inside.</summary>
    public int? Certain { get; init; }

    /// <summary>How many more may have been inside.</summary>
    public int? Possible { get; init; }

    /// <summary>The name a caller gives, fit for a record.</summary>
    public static string Name(string? given)
    {
        var name = string.Concat((given ?? "").Where(c => !char.IsControl(c))).Trim();
        return name.Length == 0 ? "unnamed" : name[..Math.Min(name.Length, 60)];
    }
}
