using System.Runtime.CompilerServices;

namespace Civic.Ledger;

/// <summary>A row of structs that grows in chunks, so that growing copies nothing and no element ever moves.</summary>
internal sealed class RowList<T>
    where T : struct
{
    private const int Shift = 13;
    private const int Mask = (1 << Shift) - 1;
    private T[][] _chunks = [];
    private int _chunkCount;

    public int Count { get; private set; }

    public ref T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _chunks[row >> Shift][row & Mask];
    }

    /// <summary>Adds a row, which may still hold what an undone one held: the caller sets every field.</summary>
    public ref T Add()
    {
        if (Count >> Shift == _chunkCount)
        {
            Grow();
        }

        return ref this[Count++];
    }

    public void Truncate(int count) => Count = count;

    /// <summary>Allocates ahead, so that the first <paramref name="count"/> rows cost no allocation.</summary>
    public void Reserve(int count)
    {
        while ((long)_chunkCount << Shift < count)
        {
            Grow();
        }
    }

    private void Grow()
    {
        if (_chunkCount == int.MaxValue >> Shift)
        {
            throw new InvalidOperationException("The book is full: it holds 2^31 rows of a kind at most.");
        }

        if (_chunkCount == _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(4, _chunkCount * 2));
        }

        _chunks[_chunkCount++] = new T[1 << Shift];
    }
}
