namespace Civic.City.Live;

/// <summary>
/// The latest events, numbered from 1, for any number of readers. Each reader keeps only the number it has reached, so a
/// slow one costs no memory: it misses what has fallen out, and learns how much that was.
/// </summary>
internal sealed class CityEvents
{
    private const int Kept = 1_000;
    private readonly Lock _gate = new();
    private readonly CityEvent?[] _ring = new CityEvent?[Kept];
    private long _last;

    /// <summary>Number of the newest event, 0 before the first.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    public void Add(CityEvent happened)
    {
        lock (_gate)
        {
            _last++;
            _ring[_last % Kept] = happened with { Number = _last };
        }
    }

    /// <summary>Events after <paramref name="number"/>, oldest first, and how many of them are no longer kept.</summary>
    public (IReadOnlyList<CityEvent> Events, long Missed) After(long number)
    {
        lock (_gate)
        {
            // A number from before a restart of the city is ahead of ours: begin anew.
            var from = number > _last ? 0 : number;
            var first = Math.Max(from + 1, _last - Kept + 1);
            var events = new List<CityEvent>();
            for (var n = first; n <= _last; n++)
            {
                events.Add(_ring[n % Kept]!);
            }

            return (events, first - from - 1);
        }
    }
}

/// <summary>Something that happened in the city.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Kind"><c>sos</c>, or the kind of a fence event in lower case.</param>
/// <param name="Device">Number of the device.</param>
/// <param name="Feed">Feed of the device.</param>
/// <param name="Fence">Number of the fence, or <see langword="null"/>.</param>
/// <param name="Cause">Why, for fence events.</param>
internal sealed record CityEvent(long Time, string Kind, ulong Device, string Feed, ulong? Fence, string? Cause)
{
    public long Number { get; init; }
}
