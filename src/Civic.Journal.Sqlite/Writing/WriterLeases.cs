using NodaTime;

namespace Civic.Journal.Sqlite;

/// <summary>The leases: few, so all are kept in memory and written through.</summary>
internal sealed class WriterLeases
{
    private const string Doing = "keep a lease";

    private readonly Dictionary<string, LeaseState> _leases = [];
    private readonly Database _database;
    private readonly IClock _clock;
    private readonly Statement _save;

    public WriterLeases(Database database, IClock clock)
    {
        (_database, _clock) = (database, clock);
        _save = database.Prepare("INSERT OR REPLACE INTO leases VALUES (?1, ?2, ?3, ?4, ?5)", Doing);
        Load();
    }

    public void Load()
    {
        _leases.Clear();
        using var all = _database.Prepare("SELECT family, token, holder, until, checksum FROM leases", Doing);
        while (all.Step())
        {
            var (family, token, holder, until) = (all.Text(0), all.Long(1), all.Text(2), all.Long(3));
            if (all.Long(4) != RowChecksum.OfLease(family, token, holder, until))
            {
                throw new JournalException(
                    JournalFailure.Corrupt, $"'{_database.Path}' is damaged: the lease {token} is not as written. Keep a copy of it, and restore a backup.");
            }

            _leases[family] = new(token, holder, Instant.FromUnixTimeTicks(until));
        }
    }

    /// <summary>Whether an append may go on; a token that was never granted is as good as an old one.</summary>
    public bool Allow(string family, FencingToken token, Instant now) =>
        _leases.TryGetValue(family, out var lease) ? lease.Allows(token, now) : token.Value == 0;

    public LeaseOutcome Take(string family, string holder, Duration duration)
    {
        var now = _clock.GetCurrentInstant();
        var isKnown = _leases.TryGetValue(family, out var lease);
        if (isKnown && lease.Holder != holder && lease.Until > now)
        {
            return new(false, default, lease.Holder, lease.Until);
        }

        // The holder of a running lease keeps its token; everyone else gets a larger one.
        var token = isKnown && lease.Holder == holder && lease.Until > now ? lease.Token : lease.Token + 1;
        lease = Save(family, new(token, holder, Instant.FromUnixTimeTicks((now + duration).ToUnixTimeTicks())));
        return new(true, new(token), holder, lease.Until);
    }

    public bool Release(string family, FencingToken token)
    {
        var isCurrent = _leases.TryGetValue(family, out var lease) && lease.Token == token.Value;
        if (isCurrent)
        {
            Save(family, lease with { Until = Instant.FromUnixTimeTicks(Instant.MinValue.ToUnixTimeTicks()) });
        }

        return isCurrent;
    }

    private LeaseState Save(string family, LeaseState lease)
    {
        var until = lease.Until.ToUnixTimeTicks();
        _save.Bind(1, family).Bind(2, lease.Token).Bind(3, lease.Holder).Bind(4, until)
            .Bind(5, RowChecksum.OfLease(family, lease.Token, lease.Holder, until)).Run();
        return _leases[family] = lease;
    }
}
