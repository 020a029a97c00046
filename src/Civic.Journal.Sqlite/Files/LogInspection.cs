using System.Buffers.Binary;

namespace Civic.Journal.Sqlite;

/// <summary>
/// Looks at the write-ahead log that a crash left. SQLite reads it up to the first frame whose checksum is wrong and takes the rest for
/// the torn end of a last transaction; damage further in front would silently drop acknowledged appends. A transaction is flushed before the next
/// begins, so intact frames after a commit that follows the wrong frame prove damage.
/// </summary>
/// <remarks>The format: <see href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log"/>.</remarks>
internal static class LogInspection
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const uint Magic = 0x377F0682;

    /// <summary>Refuses a log that lost something acknowledged.</summary>
    /// <param name="path">The database file.</param>
    /// <exception cref="JournalException">Corrupt: the log is damaged. StorageFailed: it cannot be read.</exception>
    public static void Check(string path)
    {
        var log = path + "-wal";
        try
        {
            if (File.Exists(log))
            {
                using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
                Check(log, file);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFailure.StorageFailed, $"'{log}' cannot be read: find the cause, then open the journal again.", refused);
        }
    }

    private static void Check(string log, FileStream file)
    {
        var header = new byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || file.Length == HeaderLength)
        {
            return;
        }

        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var isBig = (magic & 1) != 0;
        var pageSize = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
        var sum = Sum((0, 0), header.AsSpan(0, 24), isBig);
        if ((magic & ~1u) != Magic || sum != Stored(header.AsSpan(24)) || pageSize is < 512 or > 65536)
        {
            // The header is flushed before any frame is written after it.
            throw Damaged(log, 0);
        }

        Frames(log, file, header.AsMemory(16, 8), (int)pageSize, isBig, sum);
    }

    private static void Frames(string log, FileStream file, ReadOnlyMemory<byte> salts, int pageSize, bool isBig, (uint, uint) sum)
    {
        var frame = new byte[FrameHeaderLength + pageSize];
        long firstWrong = 0;
        var isAfterCommit = false;
        for (long number = 1; file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; number++)
        {
            var isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(salts.Span);
            var follows = isOfThisLog && Sum(Sum(sum, frame.AsSpan(0, 8), isBig), frame.AsSpan(FrameHeaderLength), isBig) == Stored(frame.AsSpan(16));
            if (firstWrong == 0 && !follows)
            {
                firstWrong = number;
            }
            else if (firstWrong != 0 && follows && isAfterCommit)
            {
                throw Damaged(log, firstWrong);
            }

            // Each frame's sum goes on from the one stored before it, so frames after a wrong one can still be told.
            sum = Stored(frame.AsSpan(16));
            isAfterCommit = firstWrong != 0 && isOfThisLog && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
        }
    }

    private static (uint, uint) Stored(ReadOnlySpan<byte> at) => (BinaryPrimitives.ReadUInt32BigEndian(at), BinaryPrimitives.ReadUInt32BigEndian(at[4..]));

    private static (uint, uint) Sum((uint First, uint Second) sum, ReadOnlySpan<byte> data, bool isBig)
    {
        var (first, second) = sum;
        for (var i = 0; i + 8 <= data.Length; i += 8)
        {
            first += Word(data[i..], isBig) + second;
            second += Word(data[(i + 4)..], isBig) + first;
        }

        return (first, second);
    }

    private static uint Word(ReadOnlySpan<byte> at, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    private static JournalException Damaged(string log, long frame) => new(
        JournalFailure.Corrupt,
        $"The log '{log}' is damaged at frame {frame}, and acknowledged entries follow it. Keep copies of it and of the journal's file, and restore a backup.");
}
