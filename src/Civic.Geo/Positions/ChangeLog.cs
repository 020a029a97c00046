namespace Civic.Geo;

/// <summary>
/// Lets any number of queries see the state of one instant while one writer goes on: as long as a query runs, the writer
/// notes how each device lay before it changes it, and the query puts back what changed after it began.
/// </summary>
/// <remarks>
/// <para>The writer brackets a few changes between <see cref="BeginWrite"/> and <see cref="EndWrite"/> and learns at the start
/// whether a query runs; when none does, it pays one fence and no more. It never waits for a query, but for a
/// <see cref="HoldWriter"/>, which lasts for one cell. The changes of a bracket are seen together or not at all.</para>
/// <para>A query enters (announces itself, then waits until no bracket is open that may have missed the announcement), notes how
/// many changes are applied, reads, and takes back each change with that number or a later one.</para>
/// <para>Segments are used again once no query that runs can need them, so nothing is allocated per change.</para>
/// </remarks>
internal sealed class ChangeLog
{
    /// <summary>Changes in a bracket, at most.</summary>
    public const int MostChanges = 16;

    private readonly Lock _readersLock = new();
    private Snapshot[] _snapshots = [];
    private ChangeSegment _oldest;
    private ChangeSegment _newest;
    private long _logged;
    private long _applied;
    private long _bracket;
    private int _queries;
    private int _holds;

    public ChangeLog() => _oldest = _newest = new ChangeSegment();

    /// <summary>How many changes were ever logged. Whatever change a query saw before this call is among them.</summary>
    public long Logged => Volatile.Read(ref _logged);

    /// <summary>Opens a bracket for up to <see cref="MostChanges"/> changes; true when they have to be logged.</summary>
    /// <exception cref="InvalidOperationException">Another writer has a bracket open.</exception>
    public bool BeginWrite()
    {
        if ((_bracket & 1) != 0)
        {
            throw new InvalidOperationException("LivePositions takes one writer at a time.");
        }

        while (!TryBegin())
        {
            var wait = default(SpinWait);
            while (Volatile.Read(ref _holds) != 0)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }

        var logging = Volatile.Read(ref _queries) != 0;
        if (logging && _logged + MostChanges > _newest.First + ChangeSegment.Size)
        {
            Extend();
        }

        return logging;
    }

    /// <summary>Closes the bracket; queries that begin from now on see its changes, all at once.</summary>
    public void EndWrite()
    {
        Volatile.Write(ref _applied, _logged);
        Volatile.Write(ref _bracket, _bracket + 1);
    }

    /// <summary>Logs how a device lay; comes before the change itself. Gives the even version for the changed cells.</summary>
    public long Append(in StoredPosition before)
    {
        _newest.Before[_logged - _newest.First] = before;
        Volatile.Write(ref _logged, _logged + 1);
        return _logged * 2;
    }

    /// <summary>Begins a query. It must end with <see cref="Leave"/> and give the snapshot back with <see cref="Snapshot.Release"/>.</summary>
    public Snapshot Enter()
    {
        var snapshot = Claim();
        snapshot.Pin(0);
        Interlocked.Increment(ref _queries);
        AwaitBracket();
        var segment = Volatile.Read(ref _newest);
        snapshot.Pin(segment.First);
        snapshot.Begin(segment, Volatile.Read(ref _applied));
        return snapshot;
    }

    /// <summary>Ends a query's reading, so that the writer need no longer log for it. What it found stays in the snapshot.</summary>
    public void Leave(Snapshot snapshot)
    {
        Interlocked.Decrement(ref _queries);
        snapshot.End();
    }

    /// <summary>Keeps the writer out until <see cref="ReleaseWriter"/>, for a query that a busy cell keeps from reading it.</summary>
    public void HoldWriter()
    {
        Interlocked.Increment(ref _holds);
        AwaitBracket();
    }

    public void ReleaseWriter() => Interlocked.Decrement(ref _holds);

    /// <summary>Announces a bracket, unless a query holds the writer. The full fence of the exchange orders that before the look at holds and queries.</summary>
    private bool TryBegin()
    {
        Interlocked.Exchange(ref _bracket, _bracket + 1);
        if (Volatile.Read(ref _holds) == 0)
        {
            return true;
        }

        EndWrite();
        return false;
    }

    private void AwaitBracket()
    {
        var bracket = Volatile.Read(ref _bracket);
        var wait = default(SpinWait);
        while ((bracket & 1) != 0 && Volatile.Read(ref _bracket) == bracket)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private Snapshot Claim()
    {
        foreach (var snapshot in Volatile.Read(ref _snapshots))
        {
            if (snapshot.TryClaim())
            {
                return snapshot;
            }
        }

        lock (_readersLock)
        {
            var added = new Snapshot();
            added.TryClaim();
            Snapshot[] all = [.. _snapshots, added];
            Volatile.Write(ref _snapshots, all);
            return added;
        }
    }

    /// <summary>Makes the oldest segment the newest if no query needs it, else allocates one.</summary>
    private void Extend()
    {
        // A query that this look at the snapshots misses entered after it, so it starts at the newest segment or later.
        Interlocked.MemoryBarrier();
        var needed = _newest.First;
        foreach (var snapshot in Volatile.Read(ref _snapshots))
        {
            needed = Math.Min(needed, snapshot.Pinned);
        }

        ChangeSegment segment;
        if (_oldest.Next is { } second && second.First <= needed)
        {
            segment = _oldest;
            _oldest = second;
        }
        else
        {
            segment = new ChangeSegment();
        }

        segment.First = _logged;
        segment.Next = null;
        _newest.Next = segment;
        Volatile.Write(ref _newest, segment);
    }
}
