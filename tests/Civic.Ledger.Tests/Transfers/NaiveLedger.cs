using System.Numerics;

namespace Civic.Ledger.Tests;

/// <summary>
/// The rules as the specification writes them, with dictionaries and full copies, for judging the engine. Every rule that is broken is listed, and the
/// one that stands first in the list of codes is the answer.
/// </summary>
internal sealed partial class NaiveLedger
{
    public Dictionary<UInt128, Account> Accounts { get; private set; } = [];

    public Dictionary<UInt128, Transfer> Transfers { get; private set; } = [];

    public Dictionary<UInt128, PendingState> States { get; private set; } = [];

    public List<(UInt128 Account, AccountBalance Balance)> History { get; private set; } = [];

    public HashSet<UInt128> Burnt { get; } = [];

    public Func<int, bool, CreateTransferResult> Period { get; set; } = static (_, _) => CreateTransferResult.Created;

    public CreateAccountResult[] CreateAccounts(ulong timestamp, Account[] events)
    {
        var results = new CreateAccountResult[events.Length];
        foreach (var chain in Chains(events.Select(static e => e.Flags.HasFlag(AccountFlags.Linked))))
        {
            var before = new Dictionary<UInt128, Account>(Accounts);
            foreach (var i in chain)
            {
                var open = i == events.Length - 1 && events[i].Flags.HasFlag(AccountFlags.Linked);
                var result = open ? CreateAccountResult.LinkedEventChainOpen : CreateAccount(events[i], timestamp, i, events);
                if (result != CreateAccountResult.Created)
                {
                    Accounts = before;
                    results.AsSpan(chain[0], chain.Length).Fill(CreateAccountResult.LinkedEventFailed);
                    results[i] = result;
                    if (events[^1].Flags.HasFlag(AccountFlags.Linked) && chain[^1] == events.Length - 1)
                    {
                        results[^1] = CreateAccountResult.LinkedEventChainOpen;
                    }

                    break;
                }
            }
        }

        return results;
    }

    public CreateTransferResult[] CreateTransfers(ulong timestamp, Transfer[] events, bool approved)
    {
        var results = new CreateTransferResult[events.Length];
        foreach (var chain in Chains(events.Select(static e => e.Flags.HasFlag(TransferFlags.Linked))))
        {
            var before = (new Dictionary<UInt128, Account>(Accounts), new Dictionary<UInt128, Transfer>(Transfers), new Dictionary<UInt128, PendingState>(States));
            var history = new List<(UInt128, AccountBalance)>(History);
            foreach (var i in chain)
            {
                var open = i == events.Length - 1 && events[i].Flags.HasFlag(TransferFlags.Linked);
                var result = open ? CreateTransferResult.LinkedEventChainOpen : CreateTransfer(events[i], timestamp, i, events, approved);
                if (result != CreateTransferResult.Created)
                {
                    (Accounts, Transfers, States) = before;
                    History = history;
                    results.AsSpan(chain[0], chain.Length).Fill(CreateTransferResult.LinkedEventFailed);
                    results[i] = result;
                    if (events[^1].Flags.HasFlag(TransferFlags.Linked) && chain[^1] == events.Length - 1)
                    {
                        results[^1] = CreateTransferResult.LinkedEventChainOpen;
                    }

                    if (Transient(result))
                    {
                        Burnt.Add(events[i].Id.Value);
                    }

                    break;
                }
            }
        }

        return results;
    }

    /// <summary>Frees what is due, one after the other.</summary>
    public int Expire(ulong now)
    {
        var due = Transfers.Values.Where(t => States[t.Id.Value] == PendingState.Pending && t.Timeout > 0 && Due(t) <= now).OrderBy(Due).ThenBy(t => t.Timestamp).ToArray();
        foreach (var transfer in due)
        {
            States[transfer.Id.Value] = PendingState.Expired;
            Release(transfer);
        }

        return due.Length;
    }

    public static BigInteger Due(Transfer transfer) => transfer.Timestamp + ((BigInteger)transfer.Timeout * 1_000_000_000);

    private static bool Transient(CreateTransferResult result) => result.ToString() is "CreditAccountAlreadyClosed" or "CreditAccountNotFound"
        or "DebitAccountAlreadyClosed" or "DebitAccountNotFound" or "ExceedsCredits" or "ExceedsDebits" or "PendingTransferNotFound";

    /// <summary>Cuts a request into chains: each ends at the first event that is not linked, or with the request.</summary>
    private static IEnumerable<int[]> Chains(IEnumerable<bool> linked)
    {
        var chain = new List<int>();
        foreach (var (i, more) in linked.Index())
        {
            chain.Add(i);
            if (!more)
            {
                yield return [.. chain];
                chain.Clear();
            }
        }

        if (chain.Count > 0)
        {
            yield return [.. chain];
        }
    }

    private CreateAccountResult CreateAccount(Account account, ulong timestamp, int index, Account[] events)
    {
        var result = Problems(account, timestamp, events[0].Flags.HasFlag(AccountFlags.Imported)).Append((CreateAccountResult)byte.MaxValue).Min();
        if (result != (CreateAccountResult)byte.MaxValue)
        {
            return result;
        }

        var stamp = account.Flags.HasFlag(AccountFlags.Imported) ? account.Timestamp : timestamp - (ulong)events.Length + 1 + (ulong)index;
        Accounts.Add(account.Id.Value, account with { Timestamp = stamp });
        return CreateAccountResult.Created;
    }

    private IEnumerable<CreateAccountResult> Problems(Account account, ulong timestamp, bool firstIsImported)
    {
        var imported = account.Flags.HasFlag(AccountFlags.Imported);
        if (firstIsImported && !imported) yield return CreateAccountResult.ImportedEventExpected;
        if (!firstIsImported && imported) yield return CreateAccountResult.ImportedEventNotExpected;
        if (!imported && account.Timestamp > 0) yield return CreateAccountResult.TimestampMustBeZero;
        if (imported && (account.Timestamp < 1 || account.Timestamp >= 1ul << 63)) yield return CreateAccountResult.ImportedEventTimestampOutOfRange;
        if (imported && account.Timestamp >= timestamp) yield return CreateAccountResult.ImportedEventTimestampMustNotAdvance;
        if (account.Reserved > 0) yield return CreateAccountResult.ReservedField;
        if ((ushort)account.Flags >= 64) yield return CreateAccountResult.ReservedFlag;
        if (account.Id.Value == 0) yield return CreateAccountResult.IdMustNotBeZero;
        if (account.Id.Value == UInt128.MaxValue) yield return CreateAccountResult.IdMustNotBeIntMax;
        if (Accounts.TryGetValue(account.Id.Value, out var old))
        {
            yield return CreateAccountResult.Exists;
            if (account.Flags != old.Flags) yield return CreateAccountResult.ExistsWithDifferentFlags;
            if (account.UserData128 != old.UserData128) yield return CreateAccountResult.ExistsWithDifferentUserData128;
            if (account.UserData64 != old.UserData64) yield return CreateAccountResult.ExistsWithDifferentUserData64;
            if (account.UserData32 != old.UserData32) yield return CreateAccountResult.ExistsWithDifferentUserData32;
            if (account.Ledger != old.Ledger) yield return CreateAccountResult.ExistsWithDifferentLedger;
            if (account.Code != old.Code) yield return CreateAccountResult.ExistsWithDifferentCode;
            if (account.Fund != old.Fund) yield return CreateAccountResult.ExistsWithDifferentFund;
        }

        if (account.Flags.HasFlag(AccountFlags.DebitsMustNotExceedCredits) && account.Flags.HasFlag(AccountFlags.CreditsMustNotExceedDebits))
            yield return CreateAccountResult.FlagsAreMutuallyExclusive;
        if (account.DebitsPending > 0) yield return CreateAccountResult.DebitsPendingMustBeZero;
        if (account.DebitsPosted > 0) yield return CreateAccountResult.DebitsPostedMustBeZero;
        if (account.CreditsPending > 0) yield return CreateAccountResult.CreditsPendingMustBeZero;
        if (account.CreditsPosted > 0) yield return CreateAccountResult.CreditsPostedMustBeZero;
        if (account.Ledger == 0) yield return CreateAccountResult.LedgerMustNotBeZero;
        if (account.Code == 0) yield return CreateAccountResult.CodeMustNotBeZero;
        if (imported && (Accounts.Values.Any(a => a.Timestamp >= account.Timestamp) || Transfers.Values.Any(t => t.Timestamp == account.Timestamp)))
            yield return CreateAccountResult.ImportedEventTimestampMustNotRegress;
    }
}
