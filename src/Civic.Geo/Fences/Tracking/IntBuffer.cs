namespace Civic.Geo;

/// <summary>Scratch room for slots, kept from one search to the next so that a search does not allocate.</summary>
internal sealed class IntBuffer
{
    private int[] _items = new int[64];

    public int Count { get; private set; }

    public Span<int> Items => _items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(int item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        _items[Count++] = item;
    }

    /// <summary>Room behind the items, to be written to and then taken.</summary>
    public Span<int> Room(int count)
    {
        if (Count + count > _items.Length)
            Array.Resize(ref _items, Math.Max(Count + count, _items.Length * 2));
        return _items.AsSpan(Count);
    }

    public void Take(int count) => Count += count;
}
