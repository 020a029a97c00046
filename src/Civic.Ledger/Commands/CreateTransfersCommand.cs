using System.Buffers;

namespace Civic.Ledger;

/// <summary>A batch of transfers.</summary>
internal sealed class CreateTransfersCommand : BatchCommand<Transfer, CreateTransferResult>
{
    public const string Type = "transfers.created";

    public CreateTransfersCommand(ReadOnlySpan<Transfer> transfers)
        : base(transfers)
    {
    }

    private CreateTransfersCommand(Transfer[] pooled, int count)
        : base(pooled, count)
    {
    }

    public override string EntryType => Type;

    public static LedgerCommand Read(ReadOnlyMemory<byte> input)
    {
        var count = TransferCodec.Count(input.Span);
        var pooled = ArrayPool<Transfer>.Shared.Rent(count);
        TransferCodec.Decode(input.Span, pooled);
        return new CreateTransfersCommand(pooled, count);
    }

    public override void WriteInput(PayloadBuffer into) => TransferCodec.Encode(Events, into);

    protected override void Create(LedgerMachine machine, ulong timestamp, Span<CreateTransferResult> results) =>
        machine.Engine.CreateTransfers(timestamp, Events, results);
}
