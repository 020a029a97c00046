using System.Buffers.Binary;
using NodaTime;

namespace Civic.Ledger;

public sealed partial class LedgerEngine
{
    /// <summary>Reads a snapshot. It trusts no length and no link: what does not hold together is refused.</summary>
    private ref struct SnapshotReader(ReadOnlySpan<byte> rest)
    {
        public const int HistoryControlBytes = 2;
        private ReadOnlySpan<byte> _rest = rest;

        public static LedgerEngine Read(ReadOnlySpan<byte> snapshot)
        {
            if (snapshot.Length < SnapshotHeaderBytes || BinaryPrimitives.ReadUInt64LittleEndian(snapshot) != SnapshotMark)
            {
                throw new InvalidDataException("This is no snapshot of a ledger in format 1.");
            }

            Span<int> counts = stackalloc int[5];
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = BinaryPrimitives.ReadInt32LittleEndian(snapshot[(20 + (4 * i))..]);
            }

            var offset = BinaryPrimitives.ReadInt32LittleEndian(snapshot[16..]);
            Require(counts[4] == 0 && offset is >= -18 * 3600 and <= 18 * 3600, "its header");
            var room = snapshot.Length - SnapshotHeaderBytes;
            Require(counts[0] >= 0 && counts[0] <= room / AccountCodec.ControlBytes, "the number of accounts");
            Require(counts[1] >= 0 && counts[1] <= room / TransferCodec.ControlBytes, "the number of transfers");
            var engine = new LedgerEngine(new() { AccountCapacity = counts[0], TransferCapacity = counts[1], Offset = Offset.FromSeconds(offset) })
            {
                Timestamp = BinaryPrimitives.ReadUInt64LittleEndian(snapshot[8..]),
            };
            Require(engine.Timestamp <= long.MaxValue, "its timestamp");
            var reader = new SnapshotReader(snapshot[SnapshotHeaderBytes..]);
            reader.ReadAccounts(engine, counts[0]);
            reader.ReadTransfers(engine, counts[1]);
            reader.ReadHistory(engine, counts[2]);
            reader.ReadBurnt(engine, counts[3]);
            return engine;
        }

        private static void Require(bool holds, string what)
        {
            if (!holds)
            {
                throw new InvalidDataException($"The snapshot contradicts itself in {what}; take an older one, or replay the journal.");
            }
        }

        private void ReadAccounts(LedgerEngine engine, int count)
        {
            var last = 0ul;
            for (var i = 0; i < count; i++)
            {
                _rest = _rest[AccountCodec.Read(_rest, out var account)..];
                Require(account.Timestamp > last && account.Timestamp <= engine.Timestamp, "the times of accounts");
                Require(account.Ledger != 0 && (account.Flags & ~KnownAccountFlags) == 0 && engine.FindAccount(account.Id.Value) < 0, "an account");
                last = account.Timestamp;
                engine._accounts.Add() = AccountRow.From(in account, account.Timestamp);
                engine._accountIds.Add(IdIndex.Hash(account.Id.Value), engine._accounts.Count);
            }
        }

        private void ReadTransfers(LedgerEngine engine, int count)
        {
            var last = 0ul;
            for (var i = 0; i < count; i++)
            {
                Require(!_rest.IsEmpty && _rest[0] <= (byte)PendingState.Expired, "the state of a transfer");
                var state = (PendingState)_rest[0];
                _rest = _rest[(1 + TransferCodec.Read(_rest[1..], out var transfer))..];
                Require(transfer.Timestamp > last && transfer.Timestamp <= engine.Timestamp, "the times of transfers");
                last = transfer.Timestamp;
                Add(engine, in transfer, state);
            }
        }

        private static void Add(LedgerEngine engine, in Transfer transfer, PendingState state)
        {
            var id = transfer.Id.Value;
            var hash = IdIndex.Hash(id);
            var (debit, credit) = (engine.FindAccount(transfer.DebitAccountId.Value), engine.FindAccount(transfer.CreditAccountId.Value));
            var pendingId = transfer.PendingId.Value;
            var pending = pendingId == 0 ? 0 : engine.FindTransfer(pendingId, IdIndex.Hash(pendingId));
            Require(debit >= 0 && credit >= 0 && debit != credit, "the accounts of a transfer");
            Require(engine.FindTransfer(id, hash) == 0 && (pending != 0) == ((transfer.Flags & EndsPending) != 0), "a transfer");
            Require((state == PendingState.None) == ((transfer.Flags & TransferFlags.Pending) == 0), "the state of a transfer");
            Require(transfer.Ledger == engine._accounts[debit].Ledger && transfer.Ledger == engine._accounts[credit].Ledger, "the ledger of a transfer");
            ref var row = ref engine._transfers.Add();
            Fill(ref row, in transfer, new(transfer.Timestamp, transfer.Timestamp, false, TransferFlags.None), transfer.Amount, transfer.AccountingDay);
            (row.Debit, row.Credit, row.Pending, row.State) = (debit, credit, pending, state);
            engine._transferIds.Add(hash, engine._transfers.Count);
            Link(ref row, ref engine._accounts[debit], ref engine._accounts[credit], engine._transfers.Count);
            if (state == PendingState.Pending && row.Timeout != 0)
            {
                engine._liveTimeouts++;
                engine._expiries.Add(row.ExpiresAt, engine._transfers.Count - 1);
            }
        }

        private void ReadHistory(LedgerEngine engine, int count)
        {
            Span<byte> padded = stackalloc byte[FieldPacking.Longest];
            var last = -1;
            for (var i = 0; i < count; i++)
            {
                padded.Clear();
                _rest[..Math.Min(_rest.Length, padded.Length)].CopyTo(padded);
                var reader = new FieldPacking.Reader(padded);
                reader.Begin(HistoryControlBytes);
                var row = new HistoryRow
                {
                    DebitsPending = reader.Wide(),
                    DebitsPosted = reader.Wide(),
                    CreditsPending = reader.Wide(),
                    CreditsPosted = reader.Wide(),
                    Account = (int)reader.Narrow(),
                    Transfer = (int)reader.Narrow(),
                };
                Require(reader.Position <= _rest.Length && reader.IsCanonical && reader.Rest == 0, "the history of balances");
                Require((uint)row.Account < (uint)engine._accounts.Count && (uint)row.Transfer < (uint)engine._transfers.Count, "the history of balances");
                Require(row.Transfer >= last, "the history of balances");
                ref var account = ref engine._accounts[row.Account];
                row.Previous = account.LastHistory;
                engine._history.Add() = row;
                account.LastHistory = engine._history.Count;
                last = row.Transfer;
                _rest = _rest[reader.Position..];
            }
        }

        private void ReadBurnt(LedgerEngine engine, int count)
        {
            Require(count >= 0 && _rest.Length == count * 16L, "the failed identifiers");
            for (; !_rest.IsEmpty; _rest = _rest[16..])
            {
                var id = BinaryPrimitives.ReadUInt128LittleEndian(_rest);
                Require(engine.FindTransfer(id, IdIndex.Hash(id)) == 0, "the failed identifiers");
                engine.Burn(id);
            }
        }
    }
}
