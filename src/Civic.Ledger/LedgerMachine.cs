using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Civic.Journal;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// All books of a ledger as one deterministic machine: the same commands at the same timestamps give the same state, byte for byte, on every machine. It
/// knows no clock, no journal and no threads.
/// </summary>
internal sealed class LedgerMachine
{
    /// <summary>The layout of <see cref="Save"/>; a change of any part's layout changes it.</summary>
    public const string SnapshotFormat = "civic-ledger/1";

    private readonly ILedgerBook[] _books;

    public LedgerMachine(Offset offset)
    {
        Engine = new(new() { Offset = offset }) { Periods = Periods };
        _books = [Periods, Approvals, Settlement];
    }

    public LedgerEngine Engine { get; private set; }

    public PeriodBook Periods { get; } = new();

    public ApprovalBook Approvals { get; } = new();

    public SettlementBook Settlement { get; } = new();

    /// <summary>The time of the last event, in nanoseconds.</summary>
    public ulong Timestamp => Engine.Timestamp;

    /// <summary>The timestamp of a command's last event: now, or just after the events before when the clock lags.</summary>
    public ulong Prepare(Instant now, LedgerCommand command) => Engine.Prepare(now, command.CountEvents(this));

    /// <summary>Executes a command. The only way in.</summary>
    public void Execute(LedgerCommand command, ulong timestamp)
    {
        command.Execute(this, timestamp);
        if (Engine.Timestamp != timestamp)
        {
            // Commands that book nothing take their place in time all the same.
            Engine.CreateTransfers(timestamp, [], []);
        }
    }

    /// <summary>SHA-256 over the engine's state hash and the bytes of every book.</summary>
    public Digest StateHash()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Engine.StateHash().ToArray());
        var state = new ArrayBufferWriter<byte>();
        foreach (var book in _books)
        {
            state.ResetWrittenCount();
            book.Save(state);
            sha.AppendData(Encoding.UTF8.GetBytes(book.Name));
            sha.AppendData(SHA256.HashData(state.WrittenSpan));
        }

        return new(sha.GetHashAndReset());
    }

    /// <summary>The whole state: each book's bytes after their length in 4 bytes, big-endian, then the engine's to the end.</summary>
    public ReadOnlyMemory<byte> Save()
    {
        var state = new ArrayBufferWriter<byte>(1 << 16);
        var part = new ArrayBufferWriter<byte>();
        foreach (var book in _books)
        {
            part.ResetWrittenCount();
            book.Save(part);
            BinaryPrimitives.WriteInt32BigEndian(state.GetSpan(sizeof(int)), part.WrittenCount);
            state.Advance(sizeof(int));
            state.Write(part.WrittenSpan);
        }

        Engine.Save(state);
        return state.WrittenMemory;
    }

    /// <summary>Takes up what <see cref="Save"/> wrote; only on a new machine, which is of no use when this fails.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public void Load(ReadOnlySpan<byte> state)
    {
        try
        {
            foreach (var book in _books)
            {
                var length = state.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32BigEndian(state);
                if (length < 0 || length > state.Length - sizeof(int))
                    throw new InvalidDataException("The snapshot is cut off.");
                book.Load(state.Slice(sizeof(int), length));
                state = state[(sizeof(int) + length)..];
            }

            Engine = LedgerEngine.Load(state);
            Engine.Periods = Periods;
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException("A book of the snapshot cannot be read.", wrong);
        }
    }
}
