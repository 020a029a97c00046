namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    private const AccountFlags KnownAccountFlags = AccountFlags.Linked | AccountFlags.DebitsMustNotExceedCredits | AccountFlags.CreditsMustNotExceedDebits
        | AccountFlags.History | AccountFlags.Imported | AccountFlags.Closed;

    private const AccountFlags BothLimits = AccountFlags.DebitsMustNotExceedCredits | AccountFlags.CreditsMustNotExceedDebits;

    /// <summary>Creates accounts, in order, each with a result of its own; linked ones all or none. O(1) an account.</summary>
    /// <param name="timestamp">The timestamp of the request, from <see cref="Prepare"/>.</param>
    /// <param name="events">The accounts.</param>
    /// <param name="results">At least as many results: result i belongs to event i.</param>
    /// <exception cref="ArgumentException">There are fewer results than events.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp does not lie after the request before.</exception>
    public void CreateAccounts(ulong timestamp, ReadOnlySpan<Account> events, Span<CreateAccountResult> results)
    {
        var first = Begin(timestamp, events.Length, results.Length);
        var imported = events.Length > 0 && (events[0].Flags & AccountFlags.Imported) != 0;
        var (chain, rows, broken) = (-1, 0, false);
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var account = ref events[i];
            var linked = (account.Flags & AccountFlags.Linked) != 0;
            if (linked && chain < 0)
            {
                (chain, rows) = (i, _accounts.Count);
            }

            var result = linked && i == events.Length - 1 ? CreateAccountResult.LinkedEventChainOpen
                : broken ? CreateAccountResult.LinkedEventFailed
                : CreateAccount(in account, first + (ulong)i, timestamp, imported);
            results[i] = result;
            if (result != CreateAccountResult.Created && chain >= 0 && !broken)
            {
                broken = true;
                UndoAccounts(rows);
                results[chain..i].Fill(CreateAccountResult.LinkedEventFailed);
            }

            if (!linked || result == CreateAccountResult.LinkedEventChainOpen)
            {
                (chain, broken) = (-1, false);
            }
        }

        Timestamp = timestamp;
    }

    private CreateAccountResult CreateAccount(in Account account, ulong stamp, ulong request, bool imported)
    {
        var result = CheckForm(in account, request, imported);
        if (result != CreateAccountResult.Created)
        {
            return result;
        }

        var existing = FindAccount(account.Id.Value);
        if (existing >= 0)
        {
            return CompareExisting(in account, in _accounts[existing]);
        }

        result = (account.Flags & BothLimits) == BothLimits ? CreateAccountResult.FlagsAreMutuallyExclusive
            : account.DebitsPending != 0 ? CreateAccountResult.DebitsPendingMustBeZero
            : account.DebitsPosted != 0 ? CreateAccountResult.DebitsPostedMustBeZero
            : account.CreditsPending != 0 ? CreateAccountResult.CreditsPendingMustBeZero
            : account.CreditsPosted != 0 ? CreateAccountResult.CreditsPostedMustBeZero
            : account.Ledger == 0 ? CreateAccountResult.LedgerMustNotBeZero
            : account.Code == 0 ? CreateAccountResult.CodeMustNotBeZero
            : imported && AccountRegresses(account.Timestamp) ? CreateAccountResult.ImportedEventTimestampMustNotRegress
            : CreateAccountResult.Created;
        if (result == CreateAccountResult.Created)
        {
            _accounts.Add() = AccountRow.From(in account, imported ? account.Timestamp : stamp);
            _accountIds.Add(IdIndex.Hash(account.Id.Value), _accounts.Count);
        }

        return result;
    }

    private static CreateAccountResult CheckForm(in Account account, ulong request, bool imported) =>
        ((account.Flags & AccountFlags.Imported) != 0) != imported
            ? imported ? CreateAccountResult.ImportedEventExpected : CreateAccountResult.ImportedEventNotExpected
        : !imported && account.Timestamp != 0 ? CreateAccountResult.TimestampMustBeZero
        : imported && account.Timestamp is 0 or > long.MaxValue ? CreateAccountResult.ImportedEventTimestampOutOfRange
        : imported && account.Timestamp >= request ? CreateAccountResult.ImportedEventTimestampMustNotAdvance
        : account.Reserved != 0 ? CreateAccountResult.ReservedField
        : (account.Flags & ~KnownAccountFlags) != 0 ? CreateAccountResult.ReservedFlag
        : account.Id.Value == 0 ? CreateAccountResult.IdMustNotBeZero
        : account.Id.Value == UInt128.MaxValue ? CreateAccountResult.IdMustNotBeIntMax
        : CreateAccountResult.Created;

    private static CreateAccountResult CompareExisting(in Account account, in AccountRow row) =>
        account.Flags != row.Flags ? CreateAccountResult.ExistsWithDifferentFlags
        : account.UserData128 != row.UserData128 ? CreateAccountResult.ExistsWithDifferentUserData128
        : account.UserData64 != row.UserData64 ? CreateAccountResult.ExistsWithDifferentUserData64
        : account.UserData32 != row.UserData32 ? CreateAccountResult.ExistsWithDifferentUserData32
        : account.Ledger != row.Ledger ? CreateAccountResult.ExistsWithDifferentLedger
        : account.Code != row.Code ? CreateAccountResult.ExistsWithDifferentCode
        : account.Fund != row.Fund ? CreateAccountResult.ExistsWithDifferentFund
        : CreateAccountResult.Exists;

    /// <summary>An imported account must be newer than every account, and share its time with no transfer.</summary>
    private bool AccountRegresses(ulong timestamp) =>
        (_accounts.Count > 0 && timestamp <= _accounts[_accounts.Count - 1].Timestamp)
        || (FirstTransferFrom(timestamp) is var row && row < _transfers.Count && _transfers[row].Timestamp == timestamp);

    private void UndoAccounts(int count)
    {
        while (_accounts.Count > count)
        {
            _accountIds.Remove(IdIndex.Hash(_accounts[_accounts.Count - 1].Id), _accounts.Count);
            _accounts.Truncate(_accounts.Count - 1);
        }
    }
}
