namespace Civic.Ledger;

/// <summary>
/// Pending transfers by the time they expire, then by row: a binary heap. Nothing is taken out but at the front; an entry whose transfer was
/// ended or undone stays until it comes to the front or the owner rebuilds the heap.
/// </summary>
internal sealed class ExpiryQueue
{
    private (ulong At, int Row)[] _heap = new (ulong, int)[16];

    public int Count { get; private set; }

    public (ulong At, int Row) First => _heap[0];

    public void Add(ulong at, int row)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        var hole = Count++;
        while (hole > 0 && (at, row).CompareTo(_heap[(hole - 1) / 2]) < 0)
        {
            _heap[hole] = _heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }

        _heap[hole] = (at, row);
    }

    public void RemoveFirst()
    {
        var moved = _heap[--Count];
        var hole = 0;
        while ((hole * 2) + 1 < Count)
        {
            var child = (hole * 2) + 1;
            if (child + 1 < Count && _heap[child + 1].CompareTo(_heap[child]) < 0)
            {
                child++;
            }

            if (moved.CompareTo(_heap[child]) <= 0)
            {
                break;
            }

            _heap[hole] = _heap[child];
            hole = child;
        }

        _heap[hole] = moved;
    }

    public void Clear() => Count = 0;
}
