namespace Civic.Journal.Postgres;

/// <summary>
/// The appends of one transaction. Each is decided by itself and in turn, key first, then lease, then version: one that is refused adds no row and
/// leaves its neighbours as they are.
/// </summary>
internal sealed class AppendGroup(IReadOnlyList<PendingAppend> appends)
{
    private readonly AppendOutcome[] _outcomes = new AppendOutcome[appends.Count];

    public IReadOnlyList<PendingAppend> Appends => appends;

    /// <summary>Decides them all and gives the rows to insert. The ground is changed to what holds once they are stored.</summary>
    public EntryRows Decide(Ground ground)
    {
        var rows = new EntryRows();
        for (var i = 0; i < appends.Count; i++)
        {
            _outcomes[i] = Decide(appends[i], ground, rows);
        }

        return rows;
    }

    public void Complete()
    {
        for (var i = 0; i < appends.Count; i++)
        {
            appends[i].Complete(_outcomes[i]);
        }
    }

    public void Fail(Exception error)
    {
        foreach (var append in appends)
        {
            append.Fail(error);
        }
    }

    private static AppendOutcome Decide(PendingAppend append, Ground ground, EntryRows rows)
    {
        // Of a stream without entries the default: version 0 and the beginning of the chain.
        var head = ground.Streams.GetValueOrDefault(append.Stream);
        var key = append.Options.Key;
        if (!key.IsNone && ground.Keys.TryGetValue((append.Stream, key), out var earlier))
        {
            return earlier.Request == append.Request
                ? new(AppendResult.AlreadyAppended, earlier.Version, earlier.Position)
                : new(AppendResult.KeyReused, head.Version, 0);
        }

        var token = append.Options.Token.Value;
        var lease = ground.Leases.GetValueOrDefault(append.Stream.Family);
        if (token != lease.Token && (token != 0 || lease.IsRunning))
        {
            return new(AppendResult.Fenced, head.Version, 0);
        }

        if (!append.Expected.Allows(head.Version))
        {
            return new(AppendResult.VersionConflict, head.Version, 0);
        }

        head = Add(append, head, ground.Frontier, rows);
        ground.Streams[append.Stream] = head;
        if (!key.IsNone)
        {
            (rows.Keys[^1], rows.Requests[^1]) = (key.Value, append.Request.ToArray());
            ground.Keys[(append.Stream, key)] = (append.Request, head.Version, ground.Frontier.Count);
        }

        return new(AppendResult.Appended, head.Version, ground.Frontier.Count);
    }

    private static StreamHead Add(PendingAppend append, StreamHead head, MerkleFrontier frontier, EntryRows rows)
    {
        var stream = append.Stream.ToString();
        foreach (var entry in append.Entries)
        {
            head = new(head.Version + 1, EntryChain.Next(head.Hash, append.Stream, head.Version + 1, entry));
            frontier.Add(head.Hash);
            rows.Positions.Add(frontier.Count);
            rows.Streams.Add(stream);
            rows.Versions.Add(head.Version);
            rows.Types.Add(entry.Type);
            rows.Instants.Add(entry.At.ToUnixTimeTicks());
            rows.Payloads.Add(entry.Payload);
            rows.Hashes.Add(head.Hash.ToArray());
            rows.Keys.Add(null);
            rows.Requests.Add(null);
        }

        return head;
    }
}
