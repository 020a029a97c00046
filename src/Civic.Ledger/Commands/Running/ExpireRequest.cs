namespace Civic.Ledger;

/// <summary>A caller waits for what is due to expire; the answer is how many did.</summary>
internal sealed class ExpireRequest : LedgerRequest<int>
{
    public int Expired { get; set; }

    public override void Succeed() => Succeed(Expired);
}
