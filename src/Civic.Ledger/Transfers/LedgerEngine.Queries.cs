namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    /// <summary>Finds transfers of one account, ordered by timestamp. O(transfers of the account) at worst.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="into">Takes them; no more than fit are given.</param>
    /// <returns>How many were found.</returns>
    /// <exception cref="ArgumentException">The filter asks for nothing that could be answered, or the account does not exist.</exception>
    public int GetAccountTransfers(in AccountFilter filter, Span<Transfer> into)
    {
        var account = Find(in filter);
        var (from, to) = Rows(filter.TimestampMin, filter.TimestampMax);
        var limit = Math.Min(filter.Limit, into.Length);
        if (!filter.NewestFirst && IsDense(account, to - from, limit))
        {
            return ScanAccount(in filter, account, from, to, into[..limit]);
        }

        var skip = filter.NewestFirst ? 0 : Math.Max(0, CountTransfers(in filter, account, from, to) - limit);
        var found = 0;
        for (var number = _accounts[account].LastTransfer; number > from && found < limit;)
        {
            ref readonly var row = ref _transfers[number - 1];
            if (number <= to && IsWanted(in filter, account, in row) && --skip < 0)
            {
                into[found++] = ToTransfer(in row);
            }

            number = row.Debit == account ? row.PreviousOfDebit : row.PreviousOfCredit;
        }

        if (!filter.NewestFirst)
        {
            into[..found].Reverse();
        }

        return found;
    }

    /// <summary>
    /// Finds what an account stood at after its transfers, ordered by timestamp: an entry for each transfer that the filter finds.
    /// O(transfers of the account) at worst.
    /// </summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="into">Takes them; no more than fit are given.</param>
    /// <returns>How many were found.</returns>
    /// <exception cref="ArgumentException">The filter asks for nothing that could be answered, or the account does not exist.</exception>
    /// <exception cref="InvalidOperationException">The account was created without <see cref="AccountFlags.History"/>, so nobody knows.</exception>
    public int GetAccountBalances(in AccountFilter filter, Span<AccountBalance> into)
    {
        var account = Find(in filter);
        if ((_accounts[account].Flags & AccountFlags.History) == 0)
        {
            throw new InvalidOperationException($"Account {filter.AccountId} keeps no history of its balance: it was created without the flag History.");
        }

        var (from, to) = Rows(filter.TimestampMin, filter.TimestampMax);
        var limit = Math.Min(filter.Limit, into.Length);
        var skip = filter.NewestFirst ? 0 : Math.Max(0, CountTransfers(in filter, account, from, to) - limit);
        var found = 0;
        for (var number = _accounts[account].LastHistory; number > 0 && found < limit;)
        {
            ref readonly var history = ref _history[number - 1];
            if (history.Transfer < from)
            {
                break;
            }

            ref readonly var row = ref _transfers[history.Transfer];
            if (history.Transfer < to && IsWanted(in filter, account, in row) && --skip < 0)
            {
                into[found++] = ToBalance(in history, in row);
            }

            number = history.Previous;
        }

        if (!filter.NewestFirst)
        {
            into[..found].Reverse();
        }

        return found;
    }

    /// <summary>Finds accounts, ordered by timestamp. O(accounts of that time).</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="into">Takes them; no more than fit are given.</param>
    /// <returns>How many were found.</returns>
    /// <exception cref="ArgumentException">The filter asks for nothing that could be answered.</exception>
    public int QueryAccounts(in QueryFilter filter, Span<Account> into)
    {
        filter.Validate();
        var from = FirstAccountFrom(filter.TimestampMin);
        var to = filter.TimestampMax == 0 ? _accounts.Count : FirstAccountFrom(filter.TimestampMax + 1);
        var limit = Math.Min(filter.Limit, into.Length);
        var found = 0;
        for (var i = 0; i < to - from && found < limit; i++)
        {
            ref readonly var row = ref _accounts[filter.NewestFirst ? to - 1 - i : from + i];
            if ((filter.UserData128 == 0 || filter.UserData128 == row.UserData128)
                && (filter.UserData64 == 0 || filter.UserData64 == row.UserData64)
                && (filter.UserData32 == 0 || filter.UserData32 == row.UserData32)
                && (filter.Ledger == 0 || filter.Ledger == row.Ledger)
                && (filter.Code == 0 || filter.Code == row.Code))
            {
                into[found++] = row.ToAccount();
            }
        }

        return found;
    }

    /// <summary>Finds transfers, ordered by timestamp. O(transfers of that time).</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="into">Takes them; no more than fit are given.</param>
    /// <returns>How many were found.</returns>
    /// <exception cref="ArgumentException">The filter asks for nothing that could be answered.</exception>
    public int QueryTransfers(in QueryFilter filter, Span<Transfer> into)
    {
        filter.Validate();
        var (from, to) = Rows(filter.TimestampMin, filter.TimestampMax);
        var limit = Math.Min(filter.Limit, into.Length);
        var found = 0;
        for (var i = 0; i < to - from && found < limit; i++)
        {
            ref readonly var row = ref _transfers[filter.NewestFirst ? to - 1 - i : from + i];
            if ((filter.UserData128 == 0 || filter.UserData128 == row.UserData128)
                && (filter.UserData64 == 0 || filter.UserData64 == row.UserData64)
                && (filter.UserData32 == 0 || filter.UserData32 == row.UserData32)
                && (filter.Ledger == 0 || filter.Ledger == _accounts[row.Debit].Ledger)
                && (filter.Code == 0 || filter.Code == row.Code))
            {
                into[found++] = ToTransfer(in row);
            }
        }

        return found;
    }

    /// <summary>The sums of every ledger that has accounts, in order of the ledgers. O(accounts).</summary>
    public IReadOnlyList<LedgerTotals> Totals()
    {
        var totals = new SortedDictionary<uint, LedgerTotals>();
        for (var i = 0; i < _accounts.Count; i++)
        {
            ref readonly var row = ref _accounts[i];
            var sum = totals.GetValueOrDefault(row.Ledger);
            totals[row.Ledger] = new(
                row.Ledger,
                sum.DebitsPending + row.DebitsPending,
                sum.DebitsPosted + row.DebitsPosted,
                sum.CreditsPending + row.CreditsPending,
                sum.CreditsPosted + row.CreditsPosted);
        }

        return [.. totals.Values];
    }

    private static bool IsWanted(in AccountFilter filter, int account, in TransferRow row) =>
        (row.Debit == account ? filter.Debits : filter.Credits) && filter.Matches(in row);

    private static AccountBalance ToBalance(in HistoryRow history, in TransferRow row) => new()
    {
        TransferId = new(row.Id),
        Timestamp = row.Timestamp,
        DebitsPending = history.DebitsPending,
        DebitsPosted = history.DebitsPosted,
        CreditsPending = history.CreditsPending,
        CreditsPosted = history.CreditsPosted,
    };

    private int Find(in AccountFilter filter)
    {
        filter.Validate();
        var account = FindAccount(filter.AccountId.Value);
        return account >= 0
            ? account
            : throw new ArgumentException($"There is no account {filter.AccountId}, so it has no transfers to ask for.", nameof(filter));
    }

    /// <summary>Whether reading all transfers in order meets the wanted ones sooner than walking the account's own list from its newest end.</summary>
    private bool IsDense(int account, int rows, int limit)
    {
        const int WalkedRowCostsAsMuchAs = 8;
        long own = _accounts[account].Transfers;
        return own > 0 && Math.Min(rows, (long)limit * _transfers.Count / own) < own * WalkedRowCostsAsMuchAs;
    }

    private int ScanAccount(in AccountFilter filter, int account, int from, int to, Span<Transfer> into)
    {
        var found = 0;
        for (var i = from; i < to && found < into.Length; i++)
        {
            ref readonly var row = ref _transfers[i];
            if ((row.Debit == account || row.Credit == account) && IsWanted(in filter, account, in row))
            {
                into[found++] = ToTransfer(in row);
            }
        }

        return found;
    }

    private int CountTransfers(in AccountFilter filter, int account, int from, int to)
    {
        var count = 0;
        for (var number = _accounts[account].LastTransfer; number > from;)
        {
            ref readonly var row = ref _transfers[number - 1];
            count += number <= to && IsWanted(in filter, account, in row) ? 1 : 0;
            number = row.Debit == account ? row.PreviousOfDebit : row.PreviousOfCredit;
        }

        return count;
    }

    /// <summary>The rows of transfers within a span of time: from, and up to but without to.</summary>
    private (int From, int To) Rows(ulong min, ulong max)
    {
        var from = FirstTransferFrom(min);
        return (from, Math.Max(from, max == 0 ? _transfers.Count : FirstTransferFrom(max + 1)));
    }

    private int FirstTransferFrom(ulong timestamp)
    {
        var (low, high) = (0, _transfers.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _transfers[middle].Timestamp < timestamp ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int FirstAccountFrom(ulong timestamp)
    {
        var (low, high) = (0, _accounts.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _accounts[middle].Timestamp < timestamp ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
