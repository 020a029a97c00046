namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    private const ulong NanosecondsASecond = 1_000_000_000;
    private const TransferFlags NeverWithPostOrVoid = TransferFlags.Pending | Balancing | Closing;

    /// <summary>
    /// Nanoseconds since 1970 at which the next pending transfer expires; 2^64 - 1 when none does. A shell calls <see cref="ExpirePending"/> then.
    /// </summary>
    public ulong NextExpiry
    {
        get
        {
            while (_expiries.Count > 0)
            {
                var (at, row) = _expiries.First;
                if (IsDue(at, row))
                {
                    return at;
                }

                _expiries.RemoveFirst();
            }

            return ulong.MaxValue;
        }
    }

    /// <summary>Frees what expired pending transfers set aside, the oldest expiry first. O(log n) a transfer.</summary>
    /// <param name="timestamp">The timestamp of the request, from <see cref="Prepare"/>.</param>
    /// <returns>How many expired.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp lies before the request before.</exception>
    public int ExpirePending(ulong timestamp)
    {
        Begin(timestamp, 0, 0);
        var expired = 0;
        while (NextExpiry <= timestamp)
        {
            ref var row = ref _transfers[_expiries.First.Row];
            _expiries.RemoveFirst();
            row.State = PendingState.Expired;
            Free(in row);
            expired++;
        }

        Timestamp = timestamp;
        return expired;
    }

    private static bool WholePending(UInt128 amount, TransferFlags flags) =>
        (flags & TransferFlags.VoidPending) != 0 ? amount == 0 : (flags & TransferFlags.PostPending) != 0 && amount == UInt128.MaxValue;

    /// <summary>A post or a void.</summary>
    private CreateTransferResult EndPending(in Transfer transfer, in Stamp stamp, uint hash)
    {
        var result = CheckEnd(in transfer);
        if (result != CreateTransferResult.Created)
        {
            return result;
        }

        var number = FindTransfer(transfer.PendingId.Value, IdIndex.Hash(transfer.PendingId.Value));
        if (number <= 0)
        {
            return CreateTransferResult.PendingTransferNotFound;
        }

        ref var pending = ref _transfers[number - 1];
        var amount = WholePending(transfer.Amount, transfer.Flags) ? pending.Amount : transfer.Amount;
        result = CheckAgainst(in transfer, amount, in pending, stamp.Event);
        if (result != CreateTransferResult.Created)
        {
            return result;
        }

        var day = transfer.AccountingDay != 0 ? transfer.AccountingDay : DayOf(stamp.Imported ? transfer.Timestamp : stamp.Event);
        result = CheckTime(in transfer, in stamp, in _accounts[pending.Debit], in _accounts[pending.Credit], day);
        if (result == CreateTransferResult.Created)
        {
            ref var row = ref _transfers.Add();
            Fill(ref row, in transfer, in stamp, amount, day);
            (row.Debit, row.Credit, row.Pending, row.Code) = (pending.Debit, pending.Credit, number, pending.Code);
            row.UserData128 = row.UserData128 != 0 ? row.UserData128 : pending.UserData128;
            row.UserData64 = row.UserData64 != 0 ? row.UserData64 : pending.UserData64;
            row.UserData32 = row.UserData32 != 0 ? row.UserData32 : pending.UserData32;
            pending.State = (transfer.Flags & TransferFlags.PostPending) != 0 ? PendingState.Posted : PendingState.Voided;
            Apply(ref row, hash);
        }

        return result;
    }

    private static CreateTransferResult CheckEnd(in Transfer transfer) =>
        (transfer.Flags & EndsPending) == EndsPending || (transfer.Flags & NeverWithPostOrVoid) != 0 ? CreateTransferResult.FlagsAreMutuallyExclusive
        : transfer.PendingId.Value == 0 ? CreateTransferResult.PendingIdMustNotBeZero
        : transfer.PendingId.Value == UInt128.MaxValue ? CreateTransferResult.PendingIdMustNotBeIntMax
        : transfer.PendingId == transfer.Id ? CreateTransferResult.PendingIdMustBeDifferent
        : transfer.Timeout != 0 ? CreateTransferResult.TimeoutReservedForPendingTransfer
        : CreateTransferResult.Created;

    private CreateTransferResult CheckAgainst(in Transfer transfer, UInt128 amount, in TransferRow pending, ulong stamp)
    {
        if (pending.State == PendingState.None)
        {
            return CreateTransferResult.PendingTransferNotPending;
        }

        var (debit, credit) = (transfer.DebitAccountId.Value, transfer.CreditAccountId.Value);
        return debit != 0 && debit != _accounts[pending.Debit].Id ? CreateTransferResult.PendingTransferHasDifferentDebitAccountId
            : credit != 0 && credit != _accounts[pending.Credit].Id ? CreateTransferResult.PendingTransferHasDifferentCreditAccountId
            : transfer.Ledger != 0 && transfer.Ledger != _accounts[pending.Debit].Ledger ? CreateTransferResult.PendingTransferHasDifferentLedger
            : transfer.Code != 0 && transfer.Code != pending.Code ? CreateTransferResult.PendingTransferHasDifferentCode
            : amount > pending.Amount ? CreateTransferResult.ExceedsPendingTransferAmount
            : (transfer.Flags & TransferFlags.VoidPending) != 0 && amount < pending.Amount ? CreateTransferResult.PendingTransferHasDifferentAmount
            : pending.State switch
            {
                PendingState.Posted => CreateTransferResult.PendingTransferAlreadyPosted,
                PendingState.Voided => CreateTransferResult.PendingTransferAlreadyVoided,
                PendingState.Expired => CreateTransferResult.PendingTransferExpired,

                // Due, though the sweep has not come by yet.
                _ => pending.ExpiresAt <= stamp ? CreateTransferResult.PendingTransferExpired : CreateTransferResult.Created,
            };
    }

    /// <summary>Whether an entry of the queue still stands for a pending transfer; it may have been ended, or undone and its row used again.</summary>
    private bool IsDue(ulong at, int row)
    {
        if (row >= _transfers.Count)
        {
            return false;
        }

        ref readonly var transfer = ref _transfers[row];
        return transfer.State == PendingState.Pending && transfer.ExpiresAt == at;
    }

    /// <summary>Drops what the queue kept of ended transfers when that is the most of it.</summary>
    private void TidyExpiries()
    {
        if (_expiries.Count < 1_024 || _expiries.Count / 2 < _liveTimeouts)
        {
            return;
        }

        var live = new List<(ulong At, int Row)>(_liveTimeouts);
        while (NextExpiry != ulong.MaxValue)
        {
            live.Add(_expiries.First);
            _expiries.RemoveFirst();
        }

        foreach (var (at, row) in live)
        {
            _expiries.Add(at, row);
        }
    }

    /// <summary>Gives back what a pending transfer set aside, and opens what it closed.</summary>
    private void Free(in TransferRow pending)
    {
        ref var giver = ref _accounts[pending.Debit];
        ref var taker = ref _accounts[pending.Credit];
        giver.DebitsPending -= pending.Amount;
        taker.CreditsPending -= pending.Amount;
        _liveTimeouts -= pending.Timeout != 0 ? 1 : 0;
        if ((pending.Flags & TransferFlags.ClosingDebit) != 0)
        {
            giver.Flags &= ~AccountFlags.Closed;
        }

        if ((pending.Flags & TransferFlags.ClosingCredit) != 0)
        {
            taker.Flags &= ~AccountFlags.Closed;
        }
    }

    /// <summary>Sets a pending amount aside, and closes what it is to close.</summary>
    private void SetAside(in TransferRow pending)
    {
        ref var giver = ref _accounts[pending.Debit];
        ref var taker = ref _accounts[pending.Credit];
        giver.DebitsPending += pending.Amount;
        taker.CreditsPending += pending.Amount;
        _liveTimeouts += pending.Timeout != 0 ? 1 : 0;
        if ((pending.Flags & TransferFlags.ClosingDebit) != 0)
        {
            giver.Flags |= AccountFlags.Closed;
        }

        if ((pending.Flags & TransferFlags.ClosingCredit) != 0)
        {
            taker.Flags |= AccountFlags.Closed;
        }
    }
}
