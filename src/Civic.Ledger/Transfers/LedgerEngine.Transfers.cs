namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    /// <summary>Creates transfers, in order, each with a result of its own; linked ones all or none. O(1) a transfer.</summary>
    /// <param name="timestamp">The timestamp of the request, from <see cref="Prepare"/>.</param>
    /// <param name="events">The transfers.</param>
    /// <param name="results">At least as many results: result i belongs to event i.</param>
    /// <exception cref="ArgumentException">There are fewer results than events.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timestamp does not lie after the request before.</exception>
    public void CreateTransfers(ulong timestamp, ReadOnlySpan<Transfer> events, Span<CreateTransferResult> results) =>
        Create(timestamp, events, results, TransferFlags.None);

    /// <summary>The same for transfers that two people approved: each is marked <see cref="TransferFlags.Approved"/>.</summary>
    internal void CreateApprovedTransfers(ulong timestamp, ReadOnlySpan<Transfer> events, Span<CreateTransferResult> results) =>
        Create(timestamp, events, results, TransferFlags.Approved);

    private void Create(ulong timestamp, ReadOnlySpan<Transfer> events, Span<CreateTransferResult> results, TransferFlags mark)
    {
        var first = Begin(timestamp, events.Length, results.Length);
        TidyExpiries();
        var imported = events.Length > 0 && (events[0].Flags & TransferFlags.Imported) != 0;
        var (chain, rows, broken) = (-1, 0, false);
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var transfer = ref events[i];
            var linked = (transfer.Flags & TransferFlags.Linked) != 0;
            if (linked && chain < 0)
            {
                (chain, rows) = (i, _transfers.Count);
            }

            var result = linked && i == events.Length - 1 ? CreateTransferResult.LinkedEventChainOpen
                : broken ? CreateTransferResult.LinkedEventFailed
                : CreateTransfer(in transfer, new(first + (ulong)i, timestamp, imported, mark));
            results[i] = result;
            if (result != CreateTransferResult.Created && chain >= 0 && !broken)
            {
                broken = true;
                UndoTransfers(rows);
                results[chain..i].Fill(CreateTransferResult.LinkedEventFailed);
            }

            // After undoing: the mark stays even when the chain does not.
            if (BurnsId(result))
            {
                Burn(transfer.Id.Value);
            }

            if (!linked || result == CreateTransferResult.LinkedEventChainOpen)
            {
                (chain, broken) = (-1, false);
            }
        }

        Timestamp = timestamp;
    }

    /// <summary>Whether the reason may pass without the caller's doing, so that a late duplicate must not succeed after the caller gave up.</summary>
    private static bool BurnsId(CreateTransferResult result) => result is CreateTransferResult.DebitAccountNotFound
        or CreateTransferResult.CreditAccountNotFound or CreateTransferResult.PendingTransferNotFound
        or CreateTransferResult.DebitAccountAlreadyClosed or CreateTransferResult.CreditAccountAlreadyClosed
        or CreateTransferResult.ExceedsCredits or CreateTransferResult.ExceedsDebits;

    private void Burn(UInt128 id)
    {
        _burnt.Add() = id;
        _transferIds.Add(IdIndex.Hash(id), ~(_burnt.Count - 1));
    }

    private CreateTransferResult CreateTransfer(in Transfer transfer, in Stamp stamp)
    {
        var result = CheckForm(in transfer, in stamp);
        if (result != CreateTransferResult.Created)
        {
            return result;
        }

        var hash = IdIndex.Hash(transfer.Id.Value);
        var existing = FindTransfer(transfer.Id.Value, hash);
        return existing > 0 ? CompareExisting(in transfer, in _transfers[existing - 1], stamp.Mark)
            : existing < 0 ? CreateTransferResult.IdAlreadyFailed
            : (transfer.Flags & EndsPending) != 0 ? EndPending(in transfer, in stamp, hash)
            : Move(in transfer, in stamp, hash);
    }

    private static CreateTransferResult CheckForm(in Transfer transfer, in Stamp stamp) =>
        ((transfer.Flags & TransferFlags.Imported) != 0) != stamp.Imported
            ? stamp.Imported ? CreateTransferResult.ImportedEventExpected : CreateTransferResult.ImportedEventNotExpected
        : !stamp.Imported && transfer.Timestamp != 0 ? CreateTransferResult.TimestampMustBeZero
        : stamp.Imported && transfer.Timestamp is 0 or > long.MaxValue ? CreateTransferResult.ImportedEventTimestampOutOfRange
        : stamp.Imported && transfer.Timestamp >= stamp.Request ? CreateTransferResult.ImportedEventTimestampMustNotAdvance
        : (transfer.Flags & ~KnownTransferFlags) != 0 ? CreateTransferResult.ReservedFlag
        : transfer.Id.Value == 0 ? CreateTransferResult.IdMustNotBeZero
        : transfer.Id.Value == UInt128.MaxValue ? CreateTransferResult.IdMustNotBeIntMax
        : CreateTransferResult.Created;

    private CreateTransferResult CompareExisting(in Transfer transfer, in TransferRow row, TransferFlags mark)
    {
        if ((transfer.Flags | mark) != row.Flags)
        {
            return CreateTransferResult.ExistsWithDifferentFlags;
        }

        if (transfer.PendingId.Value != (row.Pending == 0 ? 0 : _transfers[row.Pending - 1].Id))
        {
            return CreateTransferResult.ExistsWithDifferentPendingId;
        }

        if (transfer.Timeout != row.Timeout)
        {
            return CreateTransferResult.ExistsWithDifferentTimeout;
        }

        // A post or void may leave out what it inherits.
        var ends = row.Pending != 0;
        var (debit, credit) = (transfer.DebitAccountId.Value, transfer.CreditAccountId.Value);
        return !(ends && debit == 0) && debit != _accounts[row.Debit].Id ? CreateTransferResult.ExistsWithDifferentDebitAccountId
            : !(ends && credit == 0) && credit != _accounts[row.Credit].Id ? CreateTransferResult.ExistsWithDifferentCreditAccountId
            : !SameAmount(in transfer, in row) ? CreateTransferResult.ExistsWithDifferentAmount
            : CompareData(in transfer, in row, ends ? _transfers[row.Pending - 1] : default);
    }

    private bool SameAmount(in Transfer transfer, in TransferRow row) =>
        (row.Flags & Balancing) != 0 ? transfer.Amount >= row.Amount
        : WholePending(transfer.Amount, row.Flags) ? row.Amount == _transfers[row.Pending - 1].Amount
        : transfer.Amount == row.Amount;

    private CreateTransferResult CompareData(in Transfer transfer, in TransferRow row, TransferRow inherited)
    {
        var ends = row.Pending != 0;
        var data128 = transfer.UserData128 == 0 ? inherited.UserData128 : transfer.UserData128;
        var data64 = transfer.UserData64 == 0 ? inherited.UserData64 : transfer.UserData64;
        var data32 = transfer.UserData32 == 0 ? inherited.UserData32 : transfer.UserData32;
        return data128 != row.UserData128 ? CreateTransferResult.ExistsWithDifferentUserData128
            : data64 != row.UserData64 ? CreateTransferResult.ExistsWithDifferentUserData64
            : data32 != row.UserData32 ? CreateTransferResult.ExistsWithDifferentUserData32
            : !(ends && transfer.Ledger == 0) && transfer.Ledger != _accounts[row.Debit].Ledger ? CreateTransferResult.ExistsWithDifferentLedger
            : !(ends && transfer.Code == 0) && transfer.Code != row.Code ? CreateTransferResult.ExistsWithDifferentCode
            : transfer.AccountingDay != 0 && transfer.AccountingDay != row.AccountingDay ? CreateTransferResult.ExistsWithDifferentAccountingDay
            : CreateTransferResult.Exists;
    }

    /// <summary>What a request says about the time of one of its events.</summary>
    /// <param name="Event">The stamp of the event.</param>
    /// <param name="Request">The stamp of the request.</param>
    /// <param name="Imported">Whether its events are imported.</param>
    /// <param name="Mark">The flag that the ledger sets on its transfers.</param>
    private readonly record struct Stamp(ulong Event, ulong Request, bool Imported, TransferFlags Mark);
}
