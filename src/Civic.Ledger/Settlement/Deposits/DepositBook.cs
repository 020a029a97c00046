using Civic.Journal;

namespace Civic.Ledger;

/// <summary>Something and what a repeated request for it is told by.</summary>
/// <param name="Value">The thing.</param>
/// <param name="Request">The fingerprint of the request that made it.</param>
internal sealed record Filed<T>(T Value, Digest Request);

/// <summary>The bills and deposits of a book, and what was done with deposits since.</summary>
internal sealed class DepositBook
{
    /// <summary>In the order they came.</summary>
    public OrderedDictionary<BillId, Filed<Bill>> Bills { get; } = [];

    public OrderedDictionary<DepositId, Filed<Deposit>> Deposits { get; } = [];

    public OrderedDictionary<DepositMoveId, Filed<DepositMove>> Moves { get; } = [];

    public Bill? FindBill(Guid? id) => id is { } value && Bills.TryGetValue(new(value), out var bill) ? bill.Value : null;

    public Deposit? FindDeposit(Guid id) => Deposits.TryGetValue(new(id), out var deposit) ? deposit.Value : null;

    public void Pay(BillId id, long amount)
    {
        var filed = Bills[id];
        Bills[id] = filed with { Value = filed.Value with { Paid = filed.Value.Paid + amount } };
    }

    public void Put(Deposit deposit) => Deposits[deposit.Id] = Deposits[deposit.Id] with { Value = deposit };

    public void Clear()
    {
        Bills.Clear();
        Deposits.Clear();
        Moves.Clear();
    }
}
