namespace Civic.Geo;

/// <summary>
/// The memberships of all subjects in all fences, each in a list of its subject and a list of its fence. Only pairs that had an
/// event or wait for one are held, so the size follows what happens and not devices times fences.
/// </summary>
internal sealed class Memberships(SubjectTable subjects, FenceTable fences)
{
    // Place 0 stands for none.
    private Membership[] _items = new Membership[64];
    private int _count = 1;
    private int _free;

    public ref Membership this[int place] => ref _items[place];

    public int FindActive(int subject, int fence) => Find(subjects[subject].Chain.Active, fence);

    /// <summary>Takes a pair that is not active into the active lists; its state is for the caller to set.</summary>
    public int Activate(int subject, int fence)
    {
        var place = Find(subjects[subject].Chain.Idle, fence);
        if (place == 0)
        {
            place = New();
            _items[place] = new Membership { Subject = subject, Fence = fence };
        }
        else
        {
            Unlink(place, ref subjects[subject].Chain.Idle, ref fences[fence].Chain.Idle);
        }
        Link(place, ref subjects[subject].Chain.Active, ref fences[fence].Chain.Active);
        return place;
    }

    /// <summary>Takes a pair that is not inside any more out of the active lists; without events it is forgotten.</summary>
    public void Deactivate(int place)
    {
        ref var item = ref _items[place];
        ref var subject = ref subjects[item.Subject].Chain;
        ref var fence = ref fences[item.Fence].Chain;
        Unlink(place, ref subject.Active, ref fence.Active);
        if (item.Sequence == 0)
        {
            Release(place);
            return;
        }
        item = new Membership { Subject = item.Subject, Fence = item.Fence, Sequence = item.Sequence };
        Link(place, ref subject.Idle, ref fence.Idle);
    }

    public void RemoveAllOfSubject(int subject)
    {
        ref var chain = ref subjects[subject].Chain;
        while (chain.Active != 0)
            Drop(chain.Active, ref chain.Active, ref fences[_items[chain.Active].Fence].Chain.Active);
        while (chain.Idle != 0)
            Drop(chain.Idle, ref chain.Idle, ref fences[_items[chain.Idle].Fence].Chain.Idle);
    }

    public void RemoveAllOfFence(int fence)
    {
        ref var chain = ref fences[fence].Chain;
        while (chain.Active != 0)
            Drop(chain.Active, ref subjects[_items[chain.Active].Subject].Chain.Active, ref chain.Active);
        while (chain.Idle != 0)
            Drop(chain.Idle, ref subjects[_items[chain.Idle].Subject].Chain.Idle, ref chain.Idle);
    }

    /// <summary>Puts a pair that only counts on into the idle lists.</summary>
    public void AddIdle(int subject, int fence, long sequence)
    {
        var place = New();
        _items[place] = new Membership { Subject = subject, Fence = fence, Sequence = sequence };
        Link(place, ref subjects[subject].Chain.Idle, ref fences[fence].Chain.Idle);
    }

    private int Find(int head, int fence)
    {
        while (head != 0 && _items[head].Fence != fence)
            head = _items[head].NextOfSubject;
        return head;
    }

    private int New()
    {
        var place = _free;
        if (place != 0)
        {
            _free = _items[place].NextOfSubject;
            return place;
        }
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        return _count++;
    }

    private void Drop(int place, ref int ofSubject, ref int ofFence)
    {
        Unlink(place, ref ofSubject, ref ofFence);
        Release(place);
    }

    private void Release(int place)
    {
        _items[place] = new Membership { NextOfSubject = _free };
        _free = place;
    }

    private void Link(int place, ref int ofSubject, ref int ofFence)
    {
        ref var item = ref _items[place];
        (item.NextOfSubject, item.PreviousOfSubject) = (ofSubject, 0);
        (item.NextOfFence, item.PreviousOfFence) = (ofFence, 0);
        if (ofSubject != 0)
            _items[ofSubject].PreviousOfSubject = place;
        if (ofFence != 0)
            _items[ofFence].PreviousOfFence = place;
        ofSubject = ofFence = place;
    }

    private void Unlink(int place, ref int ofSubject, ref int ofFence)
    {
        ref readonly var item = ref _items[place];
        if (item.NextOfSubject != 0)
            _items[item.NextOfSubject].PreviousOfSubject = item.PreviousOfSubject;
        if (item.PreviousOfSubject != 0)
            _items[item.PreviousOfSubject].NextOfSubject = item.NextOfSubject;
        else
            ofSubject = item.NextOfSubject;
        if (item.NextOfFence != 0)
            _items[item.NextOfFence].PreviousOfFence = item.PreviousOfFence;
        if (item.PreviousOfFence != 0)
            _items[item.PreviousOfFence].NextOfFence = item.NextOfFence;
        else
            ofFence = item.NextOfFence;
    }
}
