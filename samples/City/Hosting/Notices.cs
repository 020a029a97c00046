using NodaTime;

namespace Civic.City;

/// <summary>
/// What the operator should know, one line each, on the console and on the page. Bounded, and without personal data:
/// say what to do, never who was where.
/// </summary>
internal sealed class Notices(TextWriter console, IClock clock)
{
    private const int Kept = 50;
    private readonly Lock _gate = new();
    private readonly Queue<Notice> _lines = new();
    private readonly Dictionary<string, Instant> _lastSaid = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Notice> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public void Say(string about, string text)
    {
        lock (_gate)
        {
            _lines.Enqueue(new Notice(clock.GetCurrentInstant(), about, text));
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }

            console.WriteLine($"{about}: {text}");
        }
    }

    /// <summary>Says it unless it was said about the same thing less than a minute ago.</summary>
    public void SayNowAndThen(string about, string text)
    {
        lock (_gate)
        {
            var now = clock.GetCurrentInstant();
            if (_lastSaid.TryGetValue(about, out var last) && now - last < Duration.FromMinutes(1))
            {
                return;
            }

            _lastSaid[about] = now;
            Say(about, text);
        }
    }
}

/// <summary>One line for the operator.</summary>
internal sealed record Notice(Instant Time, string About, string Text);
