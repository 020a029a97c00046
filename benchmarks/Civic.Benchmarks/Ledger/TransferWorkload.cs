using Civic.Ledger;

namespace Civic.Benchmarks;

/// <summary>
/// A day of a district's book, made once and the same in every run: 10,000 accounts, of which a tenth are purses that may not be overdrawn, and requests of
/// 8,189 transfers. Mixed: of 100 transfers 60 are plain, 12 set money aside, 8 post, 3 void, 12 stand in chains of three, 3 balance, 2 were sent before.
/// </summary>
internal sealed class TransferWorkload
{
    public const int Accounts = 10_000;
    public const int Batch = 8_189;
    private const ulong Start = 1_790_000_000_000_000_000;
    private readonly Random _random = new(20_261_122);
    private readonly List<ulong> _pending = [];
    private ulong _next = 1;

    public TransferWorkload(int batches, bool mixed)
    {
        Batches = new Transfer[batches][];
        for (var b = 0; b < batches; b++)
        {
            var batch = new Transfer[Batch];
            for (var i = 0; i < Batch; i++)
            {
                batch[i] = mixed ? Mixed() : Plain();
            }

            for (var i = 0; mixed && i + 3 < Batch; i += 25)
            {
                batch[i] = batch[i] with { Flags = batch[i].Flags | TransferFlags.Linked };
                batch[i + 1] = batch[i + 1] with { Flags = batch[i + 1].Flags | TransferFlags.Linked };
            }

            // Late duplicates of the batch before.
            for (var i = 10; mixed && b > 0 && i < Batch; i += 50)
            {
                batch[i] = Batches[b - 1][i - 5];
            }

            Batches[b] = batch;
        }
    }

    public Transfer[][] Batches { get; }

    public int Count => Batches.Length * Batch;

    /// <summary>A book with the accounts in it, and room for the transfers.</summary>
    public static LedgerEngine Open(int transfers)
    {
        var engine = new LedgerEngine(new() { AccountCapacity = Accounts, TransferCapacity = transfers });
        engine.CreateAccounts(Start, AccountList(), new CreateAccountResult[Accounts]);
        return engine;
    }

    public static Account[] AccountList() => [.. Enumerable.Range(1, Accounts).Select(static i => new Account
    {
        Id = (ulong)i,
        Ledger = 410,
        Code = 10,
        Flags = i % 10 == 0 ? AccountFlags.DebitsMustNotExceedCredits : AccountFlags.None,
    })];

    /// <summary>Applies all batches; returns how many transfers were created.</summary>
    public int Run(LedgerEngine engine)
    {
        var results = new CreateTransferResult[Batch];
        var created = 0;
        foreach (var batch in Batches)
        {
            engine.CreateTransfers(engine.Timestamp + 10_000_000, batch, results);
            created += results.AsSpan().Count(CreateTransferResult.Created);
            if (engine.NextExpiry <= engine.Timestamp)
            {
                engine.ExpirePending(engine.Timestamp + 1);
            }
        }

        return created;
    }

    private Transfer Plain()
    {
        // Identifiers as callers make them: a time in front, randomness behind.
        var id = ((UInt128)(Start + _next++) << 64) | (ulong)_random.NextInt64();
        var debit = (ulong)_random.Next(1, Accounts + 1);
        var credit = (ulong)_random.Next(1, Accounts);
        return new()
        {
            Id = new(id),
            DebitAccountId = debit,
            CreditAccountId = credit >= debit ? credit + 1 : credit,
            Amount = (UInt128)_random.Next(100, 50_000),
            UserData64 = (ulong)_random.Next(),
            Ledger = 410,
            Code = 1,
        };
    }

    private Transfer Mixed()
    {
        var transfer = Plain();
        var kind = _random.Next(100);
        switch (kind)
        {
            case < 12:
                _pending.Add(_next - 1);
                return transfer with { Id = (TransferId)(_next - 1), Flags = TransferFlags.Pending, Timeout = (uint)_random.Next(1, 20) };
            case < 23 when _pending.Count > 100:
                var at = _random.Next(_pending.Count);
                var pending = _pending[at];
                _pending[at] = _pending[^1];
                _pending.RemoveAt(_pending.Count - 1);
                return kind < 20
                    ? new() { Id = transfer.Id, PendingId = pending, Amount = UInt128.MaxValue, Flags = TransferFlags.PostPending }
                    : new() { Id = transfer.Id, PendingId = pending, Flags = TransferFlags.VoidPending };
            case < 26:
                return transfer with { Flags = TransferFlags.BalancingDebit };
            default:
                return transfer;
        }
    }
}
