using System.Numerics;

namespace Civic.Ledger.Tests;

internal sealed partial class NaiveLedger
{
    private const CreateTransferResult None = (CreateTransferResult)byte.MaxValue;
    private static readonly BigInteger Most = UInt128.MaxValue;

    private CreateTransferResult CreateTransfer(Transfer t, ulong timestamp, int index, Transfer[] events, bool approved)
    {
        var clock = timestamp - (ulong)events.Length + 1 + (ulong)index;
        var stamp = t.Flags.HasFlag(TransferFlags.Imported) ? t.Timestamp : clock;
        var day = t.AccountingDay != 0 ? t.AccountingDay : (int)BigInteger.Divide((BigInteger)stamp + (BigInteger)9 * 3600 * 1_000_000_000, (BigInteger)86400 * 1_000_000_000);
        var ends = Post(t) || Void(t);
        var problems = FormProblems(t, timestamp, events[0].Flags.HasFlag(TransferFlags.Imported), approved);
        problems = problems.Concat(ends ? EndProblems(t, clock, day, approved) : MoveProblems(t, clock, day, approved));
        var result = problems.Append(None).Min();
        if (result != None)
        {
            return result;
        }

        var pending = ends ? Transfers[t.PendingId.Value] : default;
        var stored = t with
        {
            Timestamp = stamp,
            AccountingDay = day,
            Flags = approved ? t.Flags | TransferFlags.Approved : t.Flags,
            Amount = ends ? Amount(t, pending) : Balanced(t),
        };
        if (ends)
        {
            stored = stored with
            {
                DebitAccountId = pending.DebitAccountId,
                CreditAccountId = pending.CreditAccountId,
                Ledger = pending.Ledger,
                Code = pending.Code,
                UserData128 = t.UserData128 == 0 ? pending.UserData128 : t.UserData128,
                UserData64 = t.UserData64 == 0 ? pending.UserData64 : t.UserData64,
                UserData32 = t.UserData32 == 0 ? pending.UserData32 : t.UserData32,
            };
            States[pending.Id.Value] = Post(t) ? PendingState.Posted : PendingState.Voided;
            Release(pending);
        }

        Transfers.Add(t.Id.Value, stored);
        States.Add(t.Id.Value, t.Flags.HasFlag(TransferFlags.Pending) ? PendingState.Pending : PendingState.None);
        TakeEffect(stored);
        return CreateTransferResult.Created;
    }

    private static bool Post(Transfer t) => t.Flags.HasFlag(TransferFlags.PostPending);

    private static bool Void(Transfer t) => t.Flags.HasFlag(TransferFlags.VoidPending);

    private static UInt128 Amount(Transfer t, Transfer pending) =>
        (Post(t) && t.Amount == UInt128.MaxValue) || (Void(t) && t.Amount == 0) ? pending.Amount : t.Amount;

    private UInt128 Balanced(Transfer t)
    {
        var (debit, credit) = (Accounts[t.DebitAccountId.Value], Accounts[t.CreditAccountId.Value]);
        BigInteger amount = t.Amount;
        if (t.Flags.HasFlag(TransferFlags.BalancingDebit))
            amount = BigInteger.Min(amount, BigInteger.Max(0, (BigInteger)debit.CreditsPosted - debit.DebitsPosted - debit.DebitsPending));
        if (t.Flags.HasFlag(TransferFlags.BalancingCredit))
            amount = BigInteger.Min(amount, BigInteger.Max(0, (BigInteger)credit.DebitsPosted - credit.CreditsPosted - credit.CreditsPending));
        return (UInt128)amount;
    }

    private IEnumerable<CreateTransferResult> FormProblems(Transfer t, ulong timestamp, bool firstIsImported, bool approved)
    {
        var imported = t.Flags.HasFlag(TransferFlags.Imported);
        if (firstIsImported && !imported) yield return CreateTransferResult.ImportedEventExpected;
        if (!firstIsImported && imported) yield return CreateTransferResult.ImportedEventNotExpected;
        if (!imported && t.Timestamp > 0) yield return CreateTransferResult.TimestampMustBeZero;
        if (imported && (t.Timestamp < 1 || t.Timestamp >= 1ul << 63)) yield return CreateTransferResult.ImportedEventTimestampOutOfRange;
        if (imported && t.Timestamp >= timestamp) yield return CreateTransferResult.ImportedEventTimestampMustNotAdvance;
        if ((ushort)t.Flags >= 512) yield return CreateTransferResult.ReservedFlag;
        if (t.Id.Value == 0) yield return CreateTransferResult.IdMustNotBeZero;
        if (t.Id.Value == UInt128.MaxValue) yield return CreateTransferResult.IdMustNotBeIntMax;
        if (Burnt.Contains(t.Id.Value)) yield return CreateTransferResult.IdAlreadyFailed;
        if (!Transfers.TryGetValue(t.Id.Value, out var old)) yield break;

        yield return CreateTransferResult.Exists;
        var ends = Post(old) || Void(old);
        var pending = ends ? Transfers[old.PendingId.Value] : default;
        var flags = approved ? t.Flags | TransferFlags.Approved : t.Flags;
        if (flags != old.Flags) yield return CreateTransferResult.ExistsWithDifferentFlags;
        if (t.PendingId != old.PendingId) yield return CreateTransferResult.ExistsWithDifferentPendingId;
        if (t.Timeout != old.Timeout) yield return CreateTransferResult.ExistsWithDifferentTimeout;
        if (t.DebitAccountId != old.DebitAccountId && !(ends && t.DebitAccountId.Value == 0)) yield return CreateTransferResult.ExistsWithDifferentDebitAccountId;
        if (t.CreditAccountId != old.CreditAccountId && !(ends && t.CreditAccountId.Value == 0)) yield return CreateTransferResult.ExistsWithDifferentCreditAccountId;
        var sameAmount = ends ? Amount(t, pending) == old.Amount
            : t.Flags.HasFlag(TransferFlags.BalancingDebit) || t.Flags.HasFlag(TransferFlags.BalancingCredit) ? t.Amount >= old.Amount
            : t.Amount == old.Amount;
        if (!sameAmount) yield return CreateTransferResult.ExistsWithDifferentAmount;
        if ((ends && t.UserData128 == 0 ? pending.UserData128 : t.UserData128) != old.UserData128) yield return CreateTransferResult.ExistsWithDifferentUserData128;
        if ((ends && t.UserData64 == 0 ? pending.UserData64 : t.UserData64) != old.UserData64) yield return CreateTransferResult.ExistsWithDifferentUserData64;
        if ((ends && t.UserData32 == 0 ? pending.UserData32 : t.UserData32) != old.UserData32) yield return CreateTransferResult.ExistsWithDifferentUserData32;
        if (t.Ledger != old.Ledger && !(ends && t.Ledger == 0)) yield return CreateTransferResult.ExistsWithDifferentLedger;
        if (t.Code != old.Code && !(ends && t.Code == 0)) yield return CreateTransferResult.ExistsWithDifferentCode;
        if (t.AccountingDay != old.AccountingDay && t.AccountingDay != 0) yield return CreateTransferResult.ExistsWithDifferentAccountingDay;
    }

    private IEnumerable<CreateTransferResult> MoveProblems(Transfer t, ulong clock, int day, bool approved)
    {
        if (t.DebitAccountId.Value == 0) yield return CreateTransferResult.DebitAccountIdMustNotBeZero;
        if (t.DebitAccountId.Value == UInt128.MaxValue) yield return CreateTransferResult.DebitAccountIdMustNotBeIntMax;
        if (t.CreditAccountId.Value == 0) yield return CreateTransferResult.CreditAccountIdMustNotBeZero;
        if (t.CreditAccountId.Value == UInt128.MaxValue) yield return CreateTransferResult.CreditAccountIdMustNotBeIntMax;
        if (t.DebitAccountId == t.CreditAccountId) yield return CreateTransferResult.AccountsMustBeDifferent;
        if (t.PendingId.Value != 0) yield return CreateTransferResult.PendingIdMustBeZero;
        if (!t.Flags.HasFlag(TransferFlags.Pending) && t.Timeout != 0) yield return CreateTransferResult.TimeoutReservedForPendingTransfer;
        if (!t.Flags.HasFlag(TransferFlags.Pending) && (t.Flags.HasFlag(TransferFlags.ClosingDebit) || t.Flags.HasFlag(TransferFlags.ClosingCredit)))
            yield return CreateTransferResult.ClosingTransferMustBePending;
        if (t.Ledger == 0) yield return CreateTransferResult.LedgerMustNotBeZero;
        if (t.Code == 0) yield return CreateTransferResult.CodeMustNotBeZero;
        var hasDebit = Accounts.TryGetValue(t.DebitAccountId.Value, out var debit);
        var hasCredit = Accounts.TryGetValue(t.CreditAccountId.Value, out var credit);
        if (!hasDebit) yield return CreateTransferResult.DebitAccountNotFound;
        if (!hasCredit) yield return CreateTransferResult.CreditAccountNotFound;
        if (!hasDebit || !hasCredit) yield break;

        if (debit.Ledger != credit.Ledger) yield return CreateTransferResult.AccountsMustHaveTheSameLedger;
        if (t.Ledger != debit.Ledger) yield return CreateTransferResult.TransferMustHaveTheSameLedgerAsAccounts;
        if (debit.Fund != credit.Fund) yield return CreateTransferResult.AccountsMustHaveTheSameFund;
        foreach (var problem in TimeProblems(t, debit, credit)) yield return problem;
        if (Period(day, approved) is var period and not CreateTransferResult.Created) yield return period;
        if (debit.Flags.HasFlag(AccountFlags.Closed)) yield return CreateTransferResult.DebitAccountAlreadyClosed;
        if (credit.Flags.HasFlag(AccountFlags.Closed)) yield return CreateTransferResult.CreditAccountAlreadyClosed;

        BigInteger amount = Balanced(t);
        if (t.Flags.HasFlag(TransferFlags.Pending) && debit.DebitsPending + amount > Most) yield return CreateTransferResult.OverflowsDebitsPending;
        if (t.Flags.HasFlag(TransferFlags.Pending) && credit.CreditsPending + amount > Most) yield return CreateTransferResult.OverflowsCreditsPending;
        if (debit.DebitsPosted + amount > Most) yield return CreateTransferResult.OverflowsDebitsPosted;
        if (credit.CreditsPosted + amount > Most) yield return CreateTransferResult.OverflowsCreditsPosted;
        if (debit.DebitsPending + (BigInteger)debit.DebitsPosted + amount > Most) yield return CreateTransferResult.OverflowsDebits;
        if (credit.CreditsPending + (BigInteger)credit.CreditsPosted + amount > Most) yield return CreateTransferResult.OverflowsCredits;
        if (clock + ((BigInteger)t.Timeout * 1_000_000_000) >= (BigInteger)1 << 63) yield return CreateTransferResult.OverflowsTimeout;
        if (debit.Flags.HasFlag(AccountFlags.DebitsMustNotExceedCredits) && debit.DebitsPending + (BigInteger)debit.DebitsPosted + amount > debit.CreditsPosted)
            yield return CreateTransferResult.ExceedsCredits;
        if (credit.Flags.HasFlag(AccountFlags.CreditsMustNotExceedDebits) && credit.CreditsPending + (BigInteger)credit.CreditsPosted + amount > credit.DebitsPosted)
            yield return CreateTransferResult.ExceedsDebits;
    }

    private IEnumerable<CreateTransferResult> EndProblems(Transfer t, ulong clock, int day, bool approved)
    {
        if (Post(t) && Void(t)) yield return CreateTransferResult.FlagsAreMutuallyExclusive;
        if (((ushort)t.Flags & 0b1111_0010) != 0) yield return CreateTransferResult.FlagsAreMutuallyExclusive;
        if (t.PendingId.Value == 0) yield return CreateTransferResult.PendingIdMustNotBeZero;
        if (t.PendingId.Value == UInt128.MaxValue) yield return CreateTransferResult.PendingIdMustNotBeIntMax;
        if (t.PendingId == t.Id) yield return CreateTransferResult.PendingIdMustBeDifferent;
        if (t.Timeout != 0) yield return CreateTransferResult.TimeoutReservedForPendingTransfer;
        if (!Transfers.TryGetValue(t.PendingId.Value, out var p))
        {
            yield return CreateTransferResult.PendingTransferNotFound;
            yield break;
        }

        if (!p.Flags.HasFlag(TransferFlags.Pending)) yield return CreateTransferResult.PendingTransferNotPending;
        if (t.DebitAccountId.Value != 0 && t.DebitAccountId != p.DebitAccountId) yield return CreateTransferResult.PendingTransferHasDifferentDebitAccountId;
        if (t.CreditAccountId.Value != 0 && t.CreditAccountId != p.CreditAccountId) yield return CreateTransferResult.PendingTransferHasDifferentCreditAccountId;
        if (t.Ledger != 0 && t.Ledger != p.Ledger) yield return CreateTransferResult.PendingTransferHasDifferentLedger;
        if (t.Code != 0 && t.Code != p.Code) yield return CreateTransferResult.PendingTransferHasDifferentCode;
        if (Amount(t, p) > p.Amount) yield return CreateTransferResult.ExceedsPendingTransferAmount;
        if (Void(t) && Amount(t, p) != p.Amount) yield return CreateTransferResult.PendingTransferHasDifferentAmount;
        if (States[p.Id.Value] == PendingState.Posted) yield return CreateTransferResult.PendingTransferAlreadyPosted;
        if (States[p.Id.Value] == PendingState.Voided) yield return CreateTransferResult.PendingTransferAlreadyVoided;
        if (States[p.Id.Value] == PendingState.Expired || (p.Timeout > 0 && Due(p) <= clock)) yield return CreateTransferResult.PendingTransferExpired;
        var (debit, credit) = (Accounts[p.DebitAccountId.Value], Accounts[p.CreditAccountId.Value]);
        foreach (var problem in TimeProblems(t, debit, credit)) yield return problem;
        if (Void(t)) yield break;

        if (Period(day, approved) is var period and not CreateTransferResult.Created) yield return period;
        if (debit.Flags.HasFlag(AccountFlags.Closed)) yield return CreateTransferResult.DebitAccountAlreadyClosed;
        if (credit.Flags.HasFlag(AccountFlags.Closed)) yield return CreateTransferResult.CreditAccountAlreadyClosed;
    }

    private IEnumerable<CreateTransferResult> TimeProblems(Transfer t, Account debit, Account credit)
    {
        if (!t.Flags.HasFlag(TransferFlags.Imported)) yield break;
        if (Transfers.Values.Any(o => o.Timestamp >= t.Timestamp)) yield return CreateTransferResult.ImportedEventTimestampMustNotRegress;
        if (Accounts.Values.Any(a => a.Timestamp == t.Timestamp)) yield return CreateTransferResult.ImportedEventTimestampMustNotRegress;
        if (t.Timestamp <= debit.Timestamp) yield return CreateTransferResult.ImportedEventTimestampMustPostdateDebitAccount;
        if (t.Timestamp <= credit.Timestamp) yield return CreateTransferResult.ImportedEventTimestampMustPostdateCreditAccount;
        if (t.Timeout != 0) yield return CreateTransferResult.ImportedEventTimeoutMustBeZero;
    }

    private void TakeEffect(Transfer t)
    {
        var (debit, credit) = (Accounts[t.DebitAccountId.Value], Accounts[t.CreditAccountId.Value]);
        if (t.Flags.HasFlag(TransferFlags.Pending))
        {
            debit = debit with { DebitsPending = debit.DebitsPending + t.Amount };
            credit = credit with { CreditsPending = credit.CreditsPending + t.Amount };
            if (t.Flags.HasFlag(TransferFlags.ClosingDebit)) debit = debit with { Flags = debit.Flags | AccountFlags.Closed };
            if (t.Flags.HasFlag(TransferFlags.ClosingCredit)) credit = credit with { Flags = credit.Flags | AccountFlags.Closed };
        }
        else if (!Void(t))
        {
            debit = debit with { DebitsPosted = debit.DebitsPosted + t.Amount };
            credit = credit with { CreditsPosted = credit.CreditsPosted + t.Amount };
        }

        foreach (var account in new[] { debit, credit })
        {
            Accounts[account.Id.Value] = account;
            if (account.Flags.HasFlag(AccountFlags.History))
            {
                History.Add((account.Id.Value, new()
                {
                    TransferId = t.Id,
                    Timestamp = t.Timestamp,
                    DebitsPending = account.DebitsPending,
                    DebitsPosted = account.DebitsPosted,
                    CreditsPending = account.CreditsPending,
                    CreditsPosted = account.CreditsPosted,
                }));
            }
        }
    }

    private void Release(Transfer p)
    {
        var (debit, credit) = (Accounts[p.DebitAccountId.Value], Accounts[p.CreditAccountId.Value]);
        debit = debit with { DebitsPending = debit.DebitsPending - p.Amount };
        credit = credit with { CreditsPending = credit.CreditsPending - p.Amount };
        if (p.Flags.HasFlag(TransferFlags.ClosingDebit)) debit = debit with { Flags = debit.Flags & ~AccountFlags.Closed };
        if (p.Flags.HasFlag(TransferFlags.ClosingCredit)) credit = credit with { Flags = credit.Flags & ~AccountFlags.Closed };
        (Accounts[debit.Id.Value], Accounts[credit.Id.Value]) = (debit, credit);
    }
}
