namespace Civic.Geo;

/// <summary>
/// When each device has to be looked at next though no fix comes. An entry may be early, which costs a look; it is never
/// late. So a fix that puts an expiry off changes nothing here.
/// </summary>
internal sealed class DueQueue(SubjectTable subjects)
{
    private int[] _heap = new int[64];
    private Entry[] _entries = new Entry[64];
    private int _count;

    /// <summary>When a device is to be looked at.</summary>
    public long this[int subject] => subject < _entries.Length && _entries[subject].Place > 0 ? _entries[subject].Due : UnixTime.Never;

    /// <summary>The device to be looked at first; devices of the same instant in the order of their ids.</summary>
    public bool TryPeek(out int subject, out long due)
    {
        subject = _count > 0 ? _heap[0] : -1;
        due = _count > 0 ? _entries[subject].Due : UnixTime.Never;
        return _count > 0;
    }

    /// <summary>Makes sure that a device is looked at no later than a time.</summary>
    public void Lower(int subject, long due)
    {
        if (due < this[subject])
            Set(subject, due);
    }

    public void Set(int subject, long due)
    {
        if (subject >= _entries.Length)
            Array.Resize(ref _entries, Math.Max(subject + 1, _entries.Length * 2));
        ref var entry = ref _entries[subject];
        if (due == UnixTime.Never)
        {
            if (entry.Place > 0)
                Remove(subject);
            return;
        }
        entry.Due = due;
        if (entry.Place == 0)
        {
            if (_count == _heap.Length)
                Array.Resize(ref _heap, _count * 2);
            Put(subject, _count++);
        }
        Rise(entry.Place - 1);
        Sink(entry.Place - 1);
    }

    private void Remove(int subject)
    {
        var place = _entries[subject].Place - 1;
        _entries[subject] = default;
        var last = _heap[--_count];
        if (last == subject)
            return;
        Put(last, place);
        Rise(place);
        Sink(_entries[last].Place - 1);
    }

    private void Rise(int place)
    {
        var subject = _heap[place];
        while (place > 0 && Before(subject, _heap[(place - 1) / 2]))
        {
            Put(_heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        Put(subject, place);
    }

    private void Sink(int place)
    {
        var subject = _heap[place];
        while (true)
        {
            var child = (2 * place) + 1;
            if (child + 1 < _count && Before(_heap[child + 1], _heap[child]))
                child++;
            if (child >= _count || !Before(_heap[child], subject))
                break;
            Put(_heap[child], place);
            place = child;
        }
        Put(subject, place);
    }

    private void Put(int subject, int place)
    {
        _heap[place] = subject;
        _entries[subject].Place = place + 1;
    }

    private bool Before(int left, int right)
    {
        var (a, b) = (_entries[left].Due, _entries[right].Due);
        return a != b ? a < b : subjects[left].Device.Value < subjects[right].Device.Value;
    }

    /// <summary>When, and where in the heap, counted from 1; 0 for not in it.</summary>
    private struct Entry
    {
        public long Due;
        public int Place;
    }
}
