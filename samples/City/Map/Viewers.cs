namespace Civic.City.Map;

/// <summary>How many watch the live stream, and room for no more than a fixed number.</summary>
internal sealed class Viewers
{
    private const int Most = 100;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= Most)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
