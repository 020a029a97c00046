namespace Civic.Journal;

/// <summary>What one append may hold; every store checks it in the same way.</summary>
public static class AppendLimits
{
    /// <summary>Most entries of one append.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Most payload bytes of one append, all entries together: 64 MiB.</summary>
    public const long MaxBytes = 64L << 20;

    /// <summary>Refuses an append that no store takes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="entries">The entries.</param>
    /// <exception cref="ArgumentException">No stream, no entries, a null among them, or too many.</exception>
    public static void Check(StreamId stream, IReadOnlyList<NewEntry> entries)
    {
        stream.ThrowIfDefault(nameof(stream));
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count is 0 or > MaxEntries)
        {
            throw new ArgumentException($"An append has 1 to {MaxEntries} entries, not {entries.Count}.", nameof(entries));
        }

        long bytes = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            bytes += (entries[i] ?? throw new ArgumentException($"Entry {i} is null.", nameof(entries))).Payload.Length;
        }

        if (bytes > MaxBytes)
        {
            throw new ArgumentException($"An append has at most {MaxBytes} payload bytes, not {bytes}: append in parts.", nameof(entries));
        }
    }
}
