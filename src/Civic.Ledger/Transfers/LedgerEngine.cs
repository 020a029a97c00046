using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// The double-entry state machine: accounts, and transfers between them, with the semantics of TigerBeetle (https://docs.tigerbeetle.com), earmarked
/// funds and accounting days added. It does no I/O and reads no clock: the same requests with the same timestamps give the same codes, balances and
/// <see cref="StateHash"/> on every machine. Not thread-safe: one writer, and no reader beside it.
/// </summary>
/// <remarks>
/// A request has a timestamp in nanoseconds since 1970-01-01T00:00Z, from <see cref="Prepare"/>; its event i of n is stamped timestamp - n + 1 + i, so
/// that every account and transfer has a time of its own. Creating costs O(1) an event and allocates only to grow.
/// </remarks>
public sealed partial class LedgerEngine
{
    private const long SecondsADay = 86_400;
    private readonly RowList<AccountRow> _accounts = new();
    private readonly RowList<TransferRow> _transfers = new();
    private readonly RowList<HistoryRow> _history = new();

    // Identifiers of transfers that failed for a reason that may pass. In the index they stand as the complement of their row.
    private readonly RowList<UInt128> _burnt = new();
    private readonly IdIndex _accountIds;
    private readonly IdIndex _transferIds;
    private readonly ExpiryQueue _expiries = new();
    private readonly int _offsetSeconds;
    private int _liveTimeouts;

    /// <summary>Makes an empty book.</summary>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public LedgerEngine(LedgerEngineOptions? options = null)
    {
        options ??= new();
        options.Validate();
        _accountIds = new(options.AccountCapacity);
        _transferIds = new(options.TransferCapacity);
        _accounts.Reserve(options.AccountCapacity);
        _transfers.Reserve(options.TransferCapacity);
        _offsetSeconds = options.Offset.Seconds;
    }

    /// <summary>Nanoseconds since 1970 of the newest request; 0 before the first.</summary>
    public ulong Timestamp { get; private set; }

    /// <summary>How many accounts there are.</summary>
    public int AccountCount => _accounts.Count;

    /// <summary>How many transfers there are.</summary>
    public int TransferCount => _transfers.Count;

    /// <summary>All accounts, oldest first. Stops being valid when the book changes.</summary>
    public IEnumerable<Account> Accounts
    {
        get
        {
            for (var i = 0; i < _accounts.Count; i++)
            {
                yield return _accounts[i].ToAccount();
            }
        }
    }

    /// <summary>All transfers, oldest first. Stops being valid when the book changes.</summary>
    public IEnumerable<Transfer> Transfers
    {
        get
        {
            for (var i = 0; i < _transfers.Count; i++)
            {
                yield return ToTransfer(in _transfers[i]);
            }
        }
    }

    /// <summary>The book's periods; without, every accounting day is open.</summary>
    internal IPeriodLock? Periods { get; set; }

    /// <summary>The timestamp for a request made now: later than anything before, whatever the clock says.</summary>
    /// <param name="now">The time, 1970 or later.</param>
    /// <param name="events">How many events the request has, 0 or more; 0 for <see cref="ExpirePending"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970 or after 2262, or the number of events is negative.</exception>
    public ulong Prepare(Instant now, int events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfLessThan(now, NodaConstants.UnixEpoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(now, LedgerTime.Instant(long.MaxValue));
        return Math.Max(LedgerTime.Nanoseconds(now), Timestamp + (ulong)Math.Max(1, events));
    }

    /// <summary>Finds an account. O(1).</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="account">The account as it stands, when there is one.</param>
    public bool TryGetAccount(AccountId id, out Account account)
    {
        var row = FindAccount(id.Value);
        account = row < 0 ? default : _accounts[row].ToAccount();
        return row >= 0;
    }

    /// <summary>Finds a transfer. O(1).</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="transfer">The transfer as it stands, when there is one; inherited values are filled in.</param>
    public bool TryGetTransfer(TransferId id, out Transfer transfer)
    {
        var number = FindTransfer(id.Value, IdIndex.Hash(id.Value));
        transfer = number <= 0 ? default : ToTransfer(in _transfers[number - 1]);
        return number > 0;
    }

    /// <summary>Finds what became of a pending transfer. O(1).</summary>
    /// <param name="id">The identifier of the pending transfer.</param>
    /// <param name="state">Its state, when the transfer exists; <see cref="PendingState.None"/> for one that was never pending.</param>
    public bool TryGetPendingState(TransferId id, out PendingState state)
    {
        var number = FindTransfer(id.Value, IdIndex.Hash(id.Value));
        state = number <= 0 ? default : _transfers[number - 1].State;
        return number > 0;
    }

    /// <summary>Overwrites balances, as cases of other systems want it; never part of a book.</summary>
    internal void SetBalances(AccountId id, UInt128 debitsPending, UInt128 debitsPosted, UInt128 creditsPending, UInt128 creditsPosted)
    {
        ref var row = ref _accounts[FindAccount(id.Value)];
        (row.DebitsPending, row.DebitsPosted, row.CreditsPending, row.CreditsPosted) = (debitsPending, debitsPosted, creditsPending, creditsPosted);
    }

    /// <summary>The row of an account, or -1.</summary>
    private int FindAccount(UInt128 id)
    {
        var hash = IdIndex.Hash(id);
        var slot = _accountIds.Start(hash);
        int number;
        while ((number = _accountIds.Next(hash, ref slot)) != 0)
        {
            if (_accounts[number - 1].Id == id)
            {
                return number - 1;
            }
        }

        return -1;
    }

    /// <summary>The row of a transfer plus one, the complement of the row of a burnt identifier, or 0.</summary>
    private int FindTransfer(UInt128 id, uint hash)
    {
        var slot = _transferIds.Start(hash);
        int number;
        while ((number = _transferIds.Next(hash, ref slot)) != 0)
        {
            if ((number > 0 ? _transfers[number - 1].Id : _burnt[~number]) == id)
            {
                return number;
            }
        }

        return 0;
    }

    private Transfer ToTransfer(in TransferRow row) => new()
    {
        Id = new(row.Id),
        DebitAccountId = new(_accounts[row.Debit].Id),
        CreditAccountId = new(_accounts[row.Credit].Id),
        Amount = row.Amount,
        PendingId = row.Pending == 0 ? default : new(_transfers[row.Pending - 1].Id),
        UserData128 = row.UserData128,
        UserData64 = row.UserData64,
        Timestamp = row.Timestamp,
        UserData32 = row.UserData32,
        Timeout = row.Timeout,
        Ledger = _accounts[row.Debit].Ledger,
        AccountingDay = row.AccountingDay,
        Code = row.Code,
        Flags = row.Flags,
    };

    /// <summary>The first stamp of a request, after checking that it lies after everything before.</summary>
    private ulong Begin(ulong timestamp, int events, int results)
    {
        if (results < events)
        {
            throw new ArgumentException($"{events} events need as many results, not {results}.", nameof(results));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(timestamp, (ulong)long.MaxValue);
        if (timestamp < Timestamp + (ulong)events || timestamp == 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(timestamp), timestamp, $"The request must lie after the one before, at {Timestamp}, with a nanosecond for each event: use Prepare.");
        }

        return timestamp - (ulong)events + 1;
    }

    /// <summary>The day of a timestamp in the book's time zone, in days since 1970-01-01.</summary>
    private int DayOf(ulong timestamp) => (int)(((long)(timestamp / 1_000_000_000) + _offsetSeconds + SecondsADay) / SecondsADay) - 1;
}
