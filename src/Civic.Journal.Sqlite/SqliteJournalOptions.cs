using NodaTime;

namespace Civic.Journal.Sqlite;

/// <summary>How a journal in a SQLite file is opened.</summary>
/// <param name="Path">The file. It is made when it does not exist; its folder must. It belongs on a local disk: locks and flushes of network
/// folders cannot be relied on.</param>
public sealed record SqliteJournalOptions(string Path)
{
    /// <summary>What leases run by. Default: the system's clock.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>
    /// Size of a database page in bytes, a power of two from 4,096 to 65,536; only a new file takes it. Larger pages suit large payloads, smaller ones
    /// many small appends. Default: 16,384.
    /// </summary>
    public int PageSize { get; init; } = 16384;

    /// <summary>
    /// After how many bytes of writing the write-ahead log is copied into the database file, at least 1 MiB; the log stays near this size. Default: 64 MiB.
    /// </summary>
    public long CheckpointBytes { get; init; } = 64L << 20;

    /// <summary>How many reads run at once, 1 to 64; each has its own connection, made when first needed. Default: 4.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>How long to wait for another program that works on the file (a shell, a copy), from zero to a day. Default: 5 s.</summary>
    public Duration BusyTimeout { get; init; } = Duration.FromSeconds(5);

    /// <summary>Name of SQLite's file layer; the operating system's when <see langword="null"/>. For fault injection.</summary>
    internal string? Vfs { get; init; }

    internal SqliteJournalOptions Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Path);
        ArgumentNullException.ThrowIfNull(Clock);
        if (PageSize is < 4096 or > 65536 || !int.IsPow2(PageSize))
        {
            throw new ArgumentException($"A page has 4096 to 65536 bytes and a power of two, not {PageSize}.", nameof(PageSize));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointBytes, 1L << 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(Readers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Readers, 64);
        if (BusyTimeout < Duration.Zero || BusyTimeout > Duration.FromDays(1))
        {
            throw new ArgumentException($"The time to wait is from zero to a day, not {BusyTimeout}.", nameof(BusyTimeout));
        }

        var full = System.IO.Path.GetFullPath(Path);
        // Two names of one file must find the same lock beside it.
        return this with { Path = new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName };
    }
}
