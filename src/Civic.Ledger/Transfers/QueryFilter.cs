namespace Civic.Ledger;

/// <summary>
/// Which accounts or transfers are asked for. Every condition must hold; 0 is no condition. Answers are ordered by timestamp.
/// </summary>
public readonly record struct QueryFilter
{
    /// <summary>All, oldest first.</summary>
    public QueryFilter()
    {
    }

    /// <summary>Only those with this value.</summary>
    public UInt128 UserData128 { get; init; }

    /// <summary>Only those with this value.</summary>
    public ulong UserData64 { get; init; }

    /// <summary>Only those with this value.</summary>
    public uint UserData32 { get; init; }

    /// <summary>Only those of this ledger.</summary>
    public uint Ledger { get; init; }

    /// <summary>Only those with this code.</summary>
    public ushort Code { get; init; }

    /// <summary>Only those from this nanosecond since 1970 on; below 2^63.</summary>
    public ulong TimestampMin { get; init; }

    /// <summary>Only those up to and with this nanosecond since 1970; below 2^63.</summary>
    public ulong TimestampMax { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    /// <value>Default 8,190.</value>
    public int Limit { get; init; } = 8_190;

    /// <summary>Whether the newest comes first.</summary>
    public bool NewestFirst { get; init; }

    internal void Validate() => Validate(TimestampMin, TimestampMax, Limit);

    internal static void Validate(ulong min, ulong max, int limit)
    {
        if (limit < 1)
        {
            throw new ArgumentException($"A filter's limit is 1 or more, not {limit}.", nameof(limit));
        }

        if (min > long.MaxValue || max > long.MaxValue)
        {
            throw new ArgumentException("A filter's timestamps are below 2^63.", nameof(max));
        }

        if (max != 0 && min > max)
        {
            throw new ArgumentException("A filter's first timestamp lies after its last.", nameof(min));
        }
    }
}
