namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    private static void Fill(ref TransferRow row, in Transfer transfer, in Stamp stamp, UInt128 amount, int day) => row = new()
    {
        Id = transfer.Id.Value,
        Amount = amount,
        UserData128 = transfer.UserData128,
        UserData64 = transfer.UserData64,
        Timestamp = stamp.Imported ? transfer.Timestamp : stamp.Event,
        AccountingDay = day,
        UserData32 = transfer.UserData32,
        Timeout = transfer.Timeout,
        Code = transfer.Code,
        Flags = transfer.Flags | stamp.Mark,
    };

    /// <summary>Lets the newest transfer take effect: balances, what it ends, and the lists it belongs to.</summary>
    private void Apply(ref TransferRow row, uint hash)
    {
        var number = _transfers.Count;
        _transferIds.Add(hash, number);
        ref var giver = ref _accounts[row.Debit];
        ref var taker = ref _accounts[row.Credit];
        if (row.State == PendingState.Pending)
        {
            SetAside(in row);
            if (row.Timeout != 0)
            {
                _expiries.Add(row.ExpiresAt, number - 1);
            }
        }
        else
        {
            if (row.Pending != 0)
            {
                Free(in _transfers[row.Pending - 1]);
            }

            if ((row.Flags & TransferFlags.VoidPending) == 0)
            {
                giver.DebitsPosted += row.Amount;
                taker.CreditsPosted += row.Amount;
            }
        }

        Link(ref row, ref giver, ref taker, number);
        if (((giver.Flags | taker.Flags) & AccountFlags.History) != 0)
        {
            Remember(ref giver, row.Debit, number - 1);
            Remember(ref taker, row.Credit, number - 1);
        }
    }

    private static void Link(ref TransferRow row, ref AccountRow giver, ref AccountRow taker, int number)
    {
        (row.PreviousOfDebit, row.PreviousOfCredit) = (giver.LastTransfer, taker.LastTransfer);
        (giver.LastTransfer, taker.LastTransfer) = (number, number);
        giver.Transfers++;
        taker.Transfers++;
    }

    private void Remember(ref AccountRow account, int accountRow, int transferRow)
    {
        if ((account.Flags & AccountFlags.History) == 0)
        {
            return;
        }

        _history.Add() = new()
        {
            DebitsPending = account.DebitsPending,
            DebitsPosted = account.DebitsPosted,
            CreditsPending = account.CreditsPending,
            CreditsPosted = account.CreditsPosted,
            Account = accountRow,
            Transfer = transferRow,
            Previous = account.LastHistory,
        };
        account.LastHistory = _history.Count;
    }

    /// <summary>
    /// Takes back the newest transfers until <paramref name="count"/> are left. Every row says enough to undo it; entries of the expiry queue stay
    /// and no longer stand for anything.
    /// </summary>
    private void UndoTransfers(int count)
    {
        while (_transfers.Count > count)
        {
            var number = _transfers.Count;
            ref var row = ref _transfers[number - 1];
            ref var giver = ref _accounts[row.Debit];
            ref var taker = ref _accounts[row.Credit];
            while (_history.Count > 0 && _history[_history.Count - 1].Transfer == number - 1)
            {
                ref var remembered = ref _history[_history.Count - 1];
                _accounts[remembered.Account].LastHistory = remembered.Previous;
                _history.Truncate(_history.Count - 1);
            }

            (giver.LastTransfer, taker.LastTransfer) = (row.PreviousOfDebit, row.PreviousOfCredit);
            giver.Transfers--;
            taker.Transfers--;
            if (row.State == PendingState.Pending)
            {
                Free(in row);
            }
            else
            {
                if ((row.Flags & TransferFlags.VoidPending) == 0)
                {
                    giver.DebitsPosted -= row.Amount;
                    taker.CreditsPosted -= row.Amount;
                }

                if (row.Pending != 0)
                {
                    ref var pending = ref _transfers[row.Pending - 1];
                    pending.State = PendingState.Pending;
                    SetAside(in pending);
                }
            }

            _transferIds.Remove(IdIndex.Hash(row.Id), number);
            _transfers.Truncate(number - 1);
        }
    }
}
