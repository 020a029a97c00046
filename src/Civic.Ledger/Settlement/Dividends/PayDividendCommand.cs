using System.Buffers.Binary;
using System.Security.Cryptography;
using Civic.Journal;

namespace Civic.Ledger;

/// <summary>Pays one chunk of a dividend, each account by a transfer of its own.</summary>
/// <param name="chunk">The chunk.</param>
internal sealed class PayDividendCommand(DividendChunk chunk) : LedgerCommand<DividendResult>
{
    public const string Type = "dividend.paid";

    private const int TraceLength = 40;
    private byte[] _mark = [];

    public override string EntryType => Type;

    public override ReadOnlySpan<byte> Mark => _mark;

    public static PayDividendCommand Read(ReadOnlyMemory<byte> input) => new(DividendChunk.Read(input));

    public override int CountEvents(LedgerMachine machine) => Math.Max(1, chunk.Count);

    public override void WriteInput(PayloadBuffer into) => into.Write(chunk.Bytes);

    public override void Execute(LedgerMachine machine, ulong timestamp)
    {
        Outcome = Run(machine, timestamp);
        _mark = MarkOf(Outcome.Dividend is { } dividend
            ? $"{Outcome.Outcome}:{dividend.PaidAmount}:{dividend.Refused}:{dividend.Trace}"
            : Outcome.Outcome.ToString());
    }

    private DividendResult Run(LedgerMachine machine, ulong timestamp)
    {
        if (machine.Settlement.Dividends.Find(chunk.Id) is not { } entry)
            return new(DividendOutcome.NotFound, null, []);
        var request = new Digest(SHA256.HashData(chunk.Bytes));
        if (chunk.Number < entry.Chunks.Count)
            return new(entry.Chunks[chunk.Number] == request ? DividendOutcome.Unchanged : DividendOutcome.IdInUse, entry.Picture(), []);
        if (chunk.Number > entry.Chunks.Count)
            return new(DividendOutcome.OutOfOrder, entry.Picture(), []);
        if (SettlementBook.PeriodOf(machine, entry.Input.Day) != CreateTransferResult.Created)
            return new(DividendOutcome.PeriodClosed, entry.Picture(), []);
        var transfers = new List<Transfer>(chunk.Count);
        if (Divide(entry, transfers) is not { } after)
            return new(DividendOutcome.DoesNotFitDeclaration, entry.Picture(), []);
        return Book(machine, timestamp, entry, after with { Chunks = [.. entry.Chunks, request] }, [.. transfers]);
    }

    /// <summary>Works out the parts, checks them against the declaration, and hashes how they were rounded.</summary>
    private DividendEntry? Divide(DividendEntry entry, List<Transfer> transfers)
    {
        var input = entry.Input;
        var (weight, sum, least, most) = ((Int128)entry.Weight, entry.PaidAmount + entry.RefusedAmount, entry.LeastWithOdd, entry.MostWithout);
        var trace = new byte[Digest.Length + (chunk.Count * TraceLength)];
        entry.Trace.CopyTo(trace);
        var (with, ids) = (new SettlementEntry(input.Ledger, input.Day, input.Id), new SettlementIds($"dividend/{entry.Attempt}", input.Id));
        for (var i = 0; i < chunk.Count; i++)
        {
            var (account, own, odd) = chunk[i];
            if (own < 0 || odd > (input.Rounding == DividendRounding.LargestRemainder ? 1 : 0))
                return null;
            var (floor, remainder) = UInt128.DivRem((UInt128)(ulong)input.Amount * (ulong)own, (ulong)input.TotalWeight);
            var part = (long)floor + odd;
            (weight, sum) = (weight + own, sum + part);
            (least, most) = odd == 1 ? (Math.Min(least, (long)remainder), most) : (least, Math.Max(most, (long)remainder));
            var at = trace.AsSpan(Digest.Length + (i * TraceLength));
            BinaryPrimitives.WriteUInt128BigEndian(at, account.Value);
            BinaryPrimitives.WriteInt64BigEndian(at[16..], own);
            BinaryPrimitives.WriteInt64BigEndian(at[24..], part);
            BinaryPrimitives.WriteInt64BigEndian(at[32..], (long)remainder);
            if (weight > input.TotalWeight || sum > input.Amount)
                return null;
            if (part > 0)
                transfers.Add(with.Transfer(ids, entry.Seen + i + 1, input.Source, account, part, SettlementCode.Dividend));
        }

        var isLast = entry.Seen + chunk.Count == input.Count;
        var isWhole = weight == input.TotalWeight && (input.Rounding == DividendRounding.Floor || sum == input.Amount);
        if (least < most || entry.Seen + chunk.Count > input.Count || (isLast ? !isWhole : chunk.Count < Dividend.ChunkLength))
            return null;
        return entry with
        {
            Weight = (long)weight,
            Empty = entry.Empty + chunk.Count - transfers.Count,
            LeastWithOdd = least,
            MostWithout = most,
            Trace = new(SHA256.HashData(trace)),
        };
    }

    private static DividendResult Book(LedgerMachine machine, ulong timestamp, DividendEntry before, DividendEntry after, Transfer[] transfers)
    {
        for (var i = 0; before.Input.IsLinked && i < transfers.Length - 1; i++)
            transfers[i] = transfers[i] with { Flags = TransferFlags.Linked };
        var results = new CreateTransferResult[transfers.Length];
        if (transfers.Length > 0)
            machine.Engine.CreateTransfers(timestamp, transfers, results);
        var refused = new List<KeyValuePair<AccountId, CreateTransferResult>>();
        var (paid, lost) = (0L, 0L);
        for (var i = 0; i < transfers.Length; i++)
        {
            if (results[i] == CreateTransferResult.Created)
            {
                paid += (long)transfers[i].Amount;
                continue;
            }

            lost += (long)transfers[i].Amount;
            refused.Add(new(transfers[i].CreditAccountId, results[i]));
        }

        if (before.Input.IsLinked && refused.Count > 0)
        {
            before = before with { Attempt = before.Attempt + 1 };
            machine.Settlement.Dividends.Put(before);
            return new(DividendOutcome.TransfersRefused, before.Picture(), refused);
        }

        after = after with
        {
            Paid = before.Paid + transfers.Length - refused.Count,
            PaidAmount = before.PaidAmount + paid,
            Refused = before.Refused + refused.Count,
            RefusedAmount = before.RefusedAmount + lost,
        };
        machine.Settlement.Dividends.Put(after);
        return new(DividendOutcome.Done, after.Picture(), refused);
    }
}
