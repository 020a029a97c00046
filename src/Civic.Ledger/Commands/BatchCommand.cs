using System.Buffers;
using System.Runtime.InteropServices;

namespace Civic.Ledger;

/// <summary>
/// A batch of events in compact binary form. The events are copied from the caller's memory at once, into pooled memory, so that what is journaled is what
/// is executed whatever the caller does meanwhile.
/// </summary>
/// <remarks>The mark is empty when every result is 0, created; else one byte a result.</remarks>
internal abstract class BatchCommand<TEvent, TResult> : LedgerCommand<TResult[]>
    where TEvent : unmanaged
    where TResult : unmanaged, Enum
{
    private readonly int _count;
    private TEvent[] _events;
    private bool _isEveryCreated;

    protected BatchCommand(ReadOnlySpan<TEvent> events)
        : this(ArrayPool<TEvent>.Shared.Rent(events.Length), events.Length) => events.CopyTo(_events);

    /// <summary>Takes over a pooled array.</summary>
    protected BatchCommand(TEvent[] pooled, int count) => (_events, _count) = (pooled, count);

    public override ReadOnlySpan<byte> Mark => _isEveryCreated ? [] : MemoryMarshal.AsBytes(Outcome.AsSpan());

    protected ReadOnlySpan<TEvent> Events => _events.AsSpan(0, _count);

    public override int CountEvents(LedgerMachine machine) => _count;

    public override void Execute(LedgerMachine machine, ulong timestamp)
    {
        Outcome = new TResult[_count];
        Create(machine, timestamp, Outcome);
        _isEveryCreated = !MemoryMarshal.AsBytes(Outcome.AsSpan()).ContainsAnyExcept((byte)0);
    }

    public override void Release()
    {
        ArrayPool<TEvent>.Shared.Return(_events);
        _events = [];
    }

    protected abstract void Create(LedgerMachine machine, ulong timestamp, Span<TResult> results);
}
