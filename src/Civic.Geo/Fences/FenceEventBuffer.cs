namespace Civic.Geo;

/// <summary>Where a <see cref="FenceMonitor"/> appends its events. Keeps its memory when cleared, so that a reused buffer does not allocate.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class FenceEventBuffer
{
    // Kept, because a delegate made at each call would be an allocation.
    private static readonly Comparison<FenceEvent> ByFence = Compare;

    private FenceEvent[] _events = new FenceEvent[16];

    /// <summary>Number of events held.</summary>
    public int Count { get; private set; }

    /// <summary>The events in the order in which they were raised; valid until the next change of the buffer.</summary>
    public ReadOnlySpan<FenceEvent> Events => _events.AsSpan(0, Count);

    /// <summary>The event at a place.</summary>
    /// <param name="index">0 to less than <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public ref readonly FenceEvent this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _events[index];
        }
    }

    /// <summary>Forgets the events, and the positions in them.</summary>
    public void Clear()
    {
        Array.Clear(_events, 0, Count);
        Count = 0;
    }

    internal void Add(in FenceEvent item)
    {
        if (Count == _events.Length)
            Array.Resize(ref _events, Count * 2);
        _events[Count++] = item;
    }

    /// <summary>Puts what was raised at one moment, from <paramref name="start"/> on, into the order of fence, subject and sequence.</summary>
    internal void Order(int start)
    {
        if (Count - start > 1)
            _events.AsSpan(start, Count - start).Sort(ByFence);
    }

    private static int Compare(FenceEvent x, FenceEvent y)
    {
        var byFence = x.Fence.Value.CompareTo(y.Fence.Value);
        if (byFence != 0)
            return byFence;
        var bySubject = x.Subject.Value.CompareTo(y.Subject.Value);
        return bySubject != 0 ? bySubject : x.Sequence.CompareTo(y.Sequence);
    }
}
