namespace Civic.Ledger;

/// <summary>A caller waits for a snapshot; the answer is the version it reaches to.</summary>
internal sealed class SnapshotRequest : LedgerRequest<long>
{
    public long Version { get; set; }

    public override void Succeed() => Succeed(Version);
}
