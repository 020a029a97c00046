namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>Creates accounts.</summary>
    /// <param name="accounts">0 to <see cref="MaxBatch"/> accounts, copied before the method returns.</param>
    /// <param name="cancellation">Stops waiting; the request may be executed all the same.</param>
    /// <returns>One result an account, in order, once they are durable. Repeating the request gives <see cref="CreateAccountResult.Exists"/>.</returns>
    /// <exception cref="ArgumentException">There are more.</exception>
    /// <exception cref="LedgerException">The book failed; whether the accounts exist is not known.</exception>
    /// <exception cref="ObjectDisposedException">The book is closed.</exception>
    public Task<CreateAccountResult[]> CreateAccountsAsync(ReadOnlyMemory<Account> accounts, CancellationToken cancellation = default)
    {
        CheckBatch(accounts.Length, nameof(accounts));
        return accounts.IsEmpty ? Task.FromResult<CreateAccountResult[]>([]) : RunAsync(new CreateAccountsCommand(accounts.Span), cancellation);
    }

    /// <summary>Creates transfers. O(n); half a million a second in full batches.</summary>
    /// <param name="transfers">0 to <see cref="MaxBatch"/> transfers, copied before the method returns.</param>
    /// <param name="cancellation">Stops waiting; the request may be executed all the same.</param>
    /// <returns>One result a transfer, in order, once they are durable. Repeating the request gives <see cref="CreateTransferResult.Exists"/>.</returns>
    /// <exception cref="ArgumentException">There are more.</exception>
    /// <exception cref="LedgerException">The book failed; whether the transfers are booked is not known.</exception>
    /// <exception cref="ObjectDisposedException">The book is closed.</exception>
    public Task<CreateTransferResult[]> CreateTransfersAsync(ReadOnlyMemory<Transfer> transfers, CancellationToken cancellation = default)
    {
        CheckBatch(transfers.Length, nameof(transfers));
        return transfers.IsEmpty ? Task.FromResult<CreateTransferResult[]>([]) : RunAsync(new CreateTransfersCommand(transfers.Span), cancellation);
    }

    /// <summary>Frees what pending transfers set aside whose time has run out. Every request does so first; call it when there are none for long.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>How many expired by this call; none when a request before it did so.</returns>
    public Task<int> ExpireAsync(CancellationToken cancellation = default) => _runner.AskAsync(new ExpireRequest(), cancellation);

    /// <summary>An account as it stands, or <see langword="null"/> when there is none. O(1).</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Account?> GetAccountAsync(AccountId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Engine.TryGetAccount(id, out var account) ? account : (Account?)null, cancellation);

    /// <summary>A transfer, or <see langword="null"/> when there is none. O(1).</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Transfer?> GetTransferAsync(TransferId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Engine.TryGetTransfer(id, out var transfer) ? transfer : (Transfer?)null, cancellation);

    /// <summary>What became of a pending transfer, or <see langword="null"/> when there is no such transfer. O(1).</summary>
    /// <param name="id">The pending transfer.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<PendingState?> GetPendingStateAsync(TransferId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Engine.TryGetPendingState(id, out var state) ? state : (PendingState?)null, cancellation);

    /// <summary>The transfers of one account.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The filter makes no sense, or there is no such account: an empty answer would look like no transfers.</exception>
    public Task<Transfer[]> GetAccountTransfersAsync(AccountFilter filter, CancellationToken cancellation = default) => AskAsync(
        machine => Found<Transfer>(filter.Limit, machine.Engine.TransferCount, into => machine.Engine.GetAccountTransfers(filter, into)), cancellation);

    /// <summary>What an account stood at after each of its transfers.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The filter makes no sense, there is no such account, or it keeps no history.</exception>
    public Task<AccountBalance[]> GetAccountBalancesAsync(AccountFilter filter, CancellationToken cancellation = default) => AskAsync(
        machine => Found<AccountBalance>(filter.Limit, machine.Engine.TransferCount, into => machine.Engine.GetAccountBalances(filter, into)), cancellation);

    /// <summary>Accounts by their fields.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The filter makes no sense.</exception>
    public Task<Account[]> QueryAccountsAsync(QueryFilter filter, CancellationToken cancellation = default) => AskAsync(
        machine => Found<Account>(filter.Limit, machine.Engine.AccountCount, into => machine.Engine.QueryAccounts(filter, into)), cancellation);

    /// <summary>Transfers by their fields.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The filter makes no sense.</exception>
    public Task<Transfer[]> QueryTransfersAsync(QueryFilter filter, CancellationToken cancellation = default) => AskAsync(
        machine => Found<Transfer>(filter.Limit, machine.Engine.TransferCount, into => machine.Engine.QueryTransfers(filter, into)), cancellation);

    /// <summary>Finds into an array no longer than could be found; the filter itself is checked by the engine.</summary>
    private static T[] Found<T>(int limit, int most, Func<T[], int> find)
    {
        var found = new T[Math.Clamp(limit, 0, most)];
        var count = find(found);
        return count == found.Length ? found : found[..count];
    }

    private static void CheckBatch(int count, string parameter)
    {
        if (count > MaxBatch)
            throw new ArgumentException($"A request has at most {MaxBatch} events, not {count}: send several.", parameter);
    }
}
