namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    private const TransferFlags EndsPending = TransferFlags.PostPending | TransferFlags.VoidPending;
    private const TransferFlags Balancing = TransferFlags.BalancingDebit | TransferFlags.BalancingCredit;
    private const TransferFlags Closing = TransferFlags.ClosingDebit | TransferFlags.ClosingCredit;

    // Approved is not among them: no request may claim it.
    private const TransferFlags KnownTransferFlags = TransferFlags.Linked | TransferFlags.Pending | EndsPending | Balancing | Closing | TransferFlags.Imported;

    /// <summary>A transfer that moves money, or sets it aside.</summary>
    private CreateTransferResult Move(in Transfer transfer, in Stamp stamp, uint hash)
    {
        var result = CheckMove(in transfer);
        if (result != CreateTransferResult.Created)
        {
            return result;
        }

        var debit = FindAccount(transfer.DebitAccountId.Value);
        if (debit < 0)
        {
            return CreateTransferResult.DebitAccountNotFound;
        }

        var credit = FindAccount(transfer.CreditAccountId.Value);
        if (credit < 0)
        {
            return CreateTransferResult.CreditAccountNotFound;
        }

        ref var giver = ref _accounts[debit];
        ref var taker = ref _accounts[credit];
        var day = transfer.AccountingDay != 0 ? transfer.AccountingDay : DayOf(stamp.Imported ? transfer.Timestamp : stamp.Event);
        result = giver.Ledger != taker.Ledger ? CreateTransferResult.AccountsMustHaveTheSameLedger
            : transfer.Ledger != giver.Ledger ? CreateTransferResult.TransferMustHaveTheSameLedgerAsAccounts
            : giver.Fund != taker.Fund ? CreateTransferResult.AccountsMustHaveTheSameFund
            : CheckTime(in transfer, in stamp, in giver, in taker, day);
        if (result != CreateTransferResult.Created)
        {
            return result;
        }

        var amount = Balance(in transfer, in giver, in taker);
        result = CheckSums(amount, in transfer, in stamp, in giver, in taker);
        if (result == CreateTransferResult.Created)
        {
            ref var row = ref _transfers.Add();
            Fill(ref row, in transfer, in stamp, amount, day);
            (row.Debit, row.Credit) = (debit, credit);
            row.State = (transfer.Flags & TransferFlags.Pending) != 0 ? PendingState.Pending : PendingState.None;
            Apply(ref row, hash);
        }

        return result;
    }

    private static CreateTransferResult CheckMove(in Transfer transfer)
    {
        var pending = (transfer.Flags & TransferFlags.Pending) != 0;
        return transfer.DebitAccountId.Value == 0 ? CreateTransferResult.DebitAccountIdMustNotBeZero
            : transfer.DebitAccountId.Value == UInt128.MaxValue ? CreateTransferResult.DebitAccountIdMustNotBeIntMax
            : transfer.CreditAccountId.Value == 0 ? CreateTransferResult.CreditAccountIdMustNotBeZero
            : transfer.CreditAccountId.Value == UInt128.MaxValue ? CreateTransferResult.CreditAccountIdMustNotBeIntMax
            : transfer.DebitAccountId == transfer.CreditAccountId ? CreateTransferResult.AccountsMustBeDifferent
            : transfer.PendingId.Value != 0 ? CreateTransferResult.PendingIdMustBeZero
            : !pending && transfer.Timeout != 0 ? CreateTransferResult.TimeoutReservedForPendingTransfer
            : !pending && (transfer.Flags & Closing) != 0 ? CreateTransferResult.ClosingTransferMustBePending
            : transfer.Ledger == 0 ? CreateTransferResult.LedgerMustNotBeZero
            : transfer.Code == 0 ? CreateTransferResult.CodeMustNotBeZero
            : CreateTransferResult.Created;
    }

    /// <summary>Imported times, the period of the accounting day, and closed accounts.</summary>
    private CreateTransferResult CheckTime(in Transfer transfer, in Stamp stamp, in AccountRow giver, in AccountRow taker, int day)
    {
        if (stamp.Imported && CheckImported(in transfer, in giver, in taker) is var imported and not CreateTransferResult.Created)
        {
            return imported;
        }

        // A void only frees what was set aside, so neither a period nor a closed account stands in its way.
        if ((transfer.Flags & TransferFlags.VoidPending) != 0)
        {
            return CreateTransferResult.Created;
        }

        var period = Periods?.Check(day, (stamp.Mark & TransferFlags.Approved) != 0) ?? CreateTransferResult.Created;
        return period != CreateTransferResult.Created ? period
            : (giver.Flags & AccountFlags.Closed) != 0 ? CreateTransferResult.DebitAccountAlreadyClosed
            : (taker.Flags & AccountFlags.Closed) != 0 ? CreateTransferResult.CreditAccountAlreadyClosed
            : CreateTransferResult.Created;
    }

    /// <summary>An imported transfer must be newer than every transfer and its accounts, and share its time with no account.</summary>
    private CreateTransferResult CheckImported(in Transfer transfer, in AccountRow giver, in AccountRow taker) =>
        (_transfers.Count > 0 && transfer.Timestamp <= _transfers[_transfers.Count - 1].Timestamp) || IsTimeOfAccount(transfer.Timestamp)
            ? CreateTransferResult.ImportedEventTimestampMustNotRegress
        : transfer.Timestamp <= giver.Timestamp ? CreateTransferResult.ImportedEventTimestampMustPostdateDebitAccount
        : transfer.Timestamp <= taker.Timestamp ? CreateTransferResult.ImportedEventTimestampMustPostdateCreditAccount
        : transfer.Timeout != 0 ? CreateTransferResult.ImportedEventTimeoutMustBeZero
        : CreateTransferResult.Created;

    private bool IsTimeOfAccount(ulong timestamp)
    {
        var row = FirstAccountFrom(timestamp);
        return row < _accounts.Count && _accounts[row].Timestamp == timestamp;
    }

    private static UInt128 Balance(in Transfer transfer, in AccountRow giver, in AccountRow taker)
    {
        var amount = transfer.Amount;
        if ((transfer.Flags & TransferFlags.BalancingDebit) != 0)
        {
            amount = UInt128.Min(amount, Left(giver.CreditsPosted, giver.DebitsPosted + giver.DebitsPending));
        }

        if ((transfer.Flags & TransferFlags.BalancingCredit) != 0)
        {
            amount = UInt128.Min(amount, Left(taker.DebitsPosted, taker.CreditsPosted + taker.CreditsPending));
        }

        return amount;
    }

    private static UInt128 Left(UInt128 from, UInt128 taken) => from > taken ? from - taken : 0;

    private static CreateTransferResult CheckSums(UInt128 amount, in Transfer transfer, in Stamp stamp, in AccountRow giver, in AccountRow taker)
    {
        var room = UInt128.MaxValue - amount;
        if ((transfer.Flags & TransferFlags.Pending) != 0)
        {
            if (giver.DebitsPending > room)
            {
                return CreateTransferResult.OverflowsDebitsPending;
            }

            if (taker.CreditsPending > room)
            {
                return CreateTransferResult.OverflowsCreditsPending;
            }
        }

        // Pending and posted together never pass 2^128 - 1, because these checks refuse it.
        var debits = giver.DebitsPending + giver.DebitsPosted;
        var credits = taker.CreditsPending + taker.CreditsPosted;
        return giver.DebitsPosted > room ? CreateTransferResult.OverflowsDebitsPosted
            : taker.CreditsPosted > room ? CreateTransferResult.OverflowsCreditsPosted
            : debits > room ? CreateTransferResult.OverflowsDebits
            : credits > room ? CreateTransferResult.OverflowsCredits
            : stamp.Event + (transfer.Timeout * NanosecondsASecond) > long.MaxValue ? CreateTransferResult.OverflowsTimeout
            : (giver.Flags & AccountFlags.DebitsMustNotExceedCredits) != 0 && debits + amount > giver.CreditsPosted ? CreateTransferResult.ExceedsCredits
            : (taker.Flags & AccountFlags.CreditsMustNotExceedDebits) != 0 && credits + amount > taker.DebitsPosted ? CreateTransferResult.ExceedsDebits
            : CreateTransferResult.Created;
    }
}
