namespace Civic.Geo;

/// <summary>
/// A growing row of structs that never move: queries keep reading while the writer adds. Index 0 is never given out, so it
/// can stand for none. Freed indexes are used again, last freed first.
/// </summary>
internal sealed class Chunks<T>(int chunkShift)
    where T : struct
{
    private readonly int _mask = (1 << chunkShift) - 1;
    private T[][] _chunks = [new T[1 << chunkShift]];
    private int[] _free = new int[16];
    private int _freeCount;

    /// <summary>One more than the greatest index ever given out.</summary>
    public int End { get; private set; } = 1;

    /// <summary>The element; a query must have read <paramref name="index"/> with acquire order.</summary>
    public ref T this[int index] => ref _chunks[index >> chunkShift][index & _mask];

    /// <summary>Makes sure that the next <paramref name="count"/> calls of <see cref="Take"/> allocate nothing.</summary>
    public void Reserve(int count)
    {
        while (_freeCount + (_chunks.Length << chunkShift) - End < count)
        {
            T[][] grown = [.. _chunks, new T[1 << chunkShift]];
            Volatile.Write(ref _chunks, grown);
        }
    }

    public int Take() => _freeCount > 0 ? _free[--_freeCount] : End++;

    public void Free(int index)
    {
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, _free.Length * 2);
        }

        _free[_freeCount++] = index;
    }
}
