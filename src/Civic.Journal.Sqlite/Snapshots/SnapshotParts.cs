using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Civic.Journal.Sqlite;

/// <summary>Saves and loads snapshots in parts of a mebibyte.</summary>
internal static class SnapshotParts
{
    private const string Doing = "load a snapshot";

    public static async Task SaveAsync(JournalWriter writer, Snapshot snapshot, CancellationToken cancellation)
    {
        var id = await writer.RunAsync(tables => tables.Snapshots.Begin(snapshot.Stream, snapshot.At), 0, cancellation).ConfigureAwait(false);
        if (id == 0)
        {
            throw new ArgumentException($"{snapshot.Stream} has no entry {snapshot.At.Version} with the snapshot's hash.", nameof(snapshot));
        }

        var checksum = await Task.Run(() => Checksum(snapshot), cancellation).ConfigureAwait(false);
        var parts = 0;
        for (var rest = snapshot.State; !rest.IsEmpty; parts++)
        {
            var (number, part) = (parts, rest[..Math.Min(rest.Length, WriterSnapshots.PartLength)]);
            await writer.RunAsync(tables => tables.Snapshots.AddPart(id, number, part), part.Length, cancellation).ConfigureAwait(false);
            rest = rest[part.Length..];
        }

        var superseded = await writer.RunAsync(tables => tables.Snapshots.Finish(id, snapshot, parts, checksum), 0, cancellation).ConfigureAwait(false);
        foreach (var (old, count) in superseded)
        {
            for (long part = 0; part < count; part++)
            {
                var number = part;
                await writer.RunAsync(tables => tables.Snapshots.RemovePart(old, number), 0, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The newest snapshot that is intact; damaged ones, and those of another history, are passed over.</summary>
    public static Snapshot? Load(JournalReader reader, StreamId stream)
    {
        // One view of the file, so that a snapshot saved meanwhile cannot remove the parts of this one.
        reader.Database.Execute("BEGIN", Doing);
        try
        {
            return All(reader.Database, stream, reader.Id(stream)).FirstOrDefault(found => found.Intact is not null).Intact;
        }
        finally
        {
            reader.Database.Execute("ROLLBACK", Doing);
        }
    }

    /// <summary>Every snapshot of a stream, newest first; those that are damaged as <see langword="null"/>.</summary>
    public static IEnumerable<(long Version, Snapshot? Intact)> All(Database database, StreamId stream, long id)
    {
        using var rows = database.Prepare(
            """
            SELECT s.id, s.version, s.hash, s.format, s.parts, s.checksum, e.hash FROM snapshots s
            LEFT JOIN entries e ON e.stream = s.stream AND e.version = s.version WHERE s.stream = ?1 ORDER BY s.version DESC
            """,
            Doing);
        rows.Bind(1, id);
        while (rows.Step())
        {
            yield return (rows.Long(1), Intact(database, stream, rows));
        }
    }

    private static Snapshot? Intact(Database database, StreamId stream, Statement row)
    {
        if (row.Digest(2) is not { } hash || row.Digest(6) != hash || State(database, row.Long(0), row.Long(4)) is not { } state)
        {
            return null;
        }

        var snapshot = new Snapshot(stream, new(row.Long(1), hash), row.Text(3), state);
        return row.Digest(5) == Checksum(snapshot) ? snapshot : null;
    }

    private static byte[]? State(Database database, long id, long parts)
    {
        try
        {
            using var rows = database.Prepare("SELECT bytes FROM snapshot_parts WHERE snapshot = ?1 ORDER BY part", Doing);
            using var length = database.Prepare("SELECT count(*), total(length(bytes)) FROM snapshot_parts WHERE snapshot = ?1", Doing);
            length.Bind(1, id).Step();
            if (length.Long(0) != parts || length.Long(1) > Array.MaxLength)
            {
                return null;
            }

            var state = new byte[length.Long(1)];
            var at = 0;
            for (rows.Bind(1, id); rows.Step(); at += rows.Bytes(0).Length)
            {
                rows.Bytes(0).CopyTo(state.AsSpan(at));
            }

            return state;
        }
        catch (JournalException damage) when (damage.Failure == JournalFailure.Corrupt)
        {
            return null;
        }
    }

    private static Digest Checksum(Snapshot snapshot)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, snapshot.At.Version);
        sha.AppendData(Encoding.UTF8.GetBytes($"{snapshot.Stream}\n{snapshot.Format}\n"));
        sha.AppendData(number);
        sha.AppendData(snapshot.At.Hash.ToArray());
        sha.AppendData(snapshot.State.Span);
        return new(sha.GetHashAndReset());
    }
}
