namespace Civic.Geo.Beacons;

/// <summary>A reusable list of fixes: decoders add to it, the host reads and clears it. Not safe for several threads.</summary>
public sealed class FixBuffer
{
    private Fix[] _fixes;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="capacity">Fixes it holds before it first grows, at least 1. It grows by what one frame carries at most, and keeps its size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
    public FixBuffer(int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Limit = capacity;
        _fixes = new Fix[capacity];
    }

    /// <summary>The number of fixes at which a reader stops and lets the host take them; the last frame may run over it.</summary>
    public int Limit { get; }

    /// <summary>Fixes held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether <see cref="Limit"/> is reached.</summary>
    public bool IsFull => Count >= Limit;

    /// <summary>The fixes, oldest first; valid until the next change.</summary>
    public ReadOnlySpan<Fix> Span => _fixes.AsSpan(0, Count);

    /// <summary>The fixes, oldest first; valid until the next change.</summary>
    public ReadOnlyMemory<Fix> Memory => _fixes.AsMemory(0, Count);

    /// <summary>The fix at <paramref name="index"/>, 0 to <see cref="Count"/> - 1.</summary>
    /// <exception cref="IndexOutOfRangeException">No such fix.</exception>
    public ref readonly Fix this[int index] => ref Span[index];

    /// <summary>Adds a fix. Amortised constant time; allocates only when the buffer grows.</summary>
    public void Add(in Fix fix)
    {
        // Into the slot at once: through a local it would be copied twice.
        var (fixes, count) = (_fixes, Count);
        if ((uint)count < (uint)fixes.Length)
        {
            fixes[count] = fix;
            Count = count + 1;
            return;
        }

        Grow(fix);
    }

    /// <summary>Empties the buffer and keeps its memory.</summary>
    public void Clear() => Count = 0;

    private void Grow(in Fix fix)
    {
        var copy = fix;
        Array.Resize(ref _fixes, _fixes.Length * 2);
        _fixes[Count++] = copy;
    }
}
