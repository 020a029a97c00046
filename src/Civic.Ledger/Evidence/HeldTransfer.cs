using Civic.Journal;
using NodaTime;

namespace Civic.Ledger;

/// <summary>Where an entry holds a transfer that it created.</summary>
internal sealed record HeldTransfer(int Index, Instant RecordedAt)
{
    /// <summary>Finds the transfer that an entry created under an identifier, reading nothing but the entry.</summary>
    public static HeldTransfer? Find(JournalEntry entry, TransferId id)
    {
        try
        {
            var command = CommandEntry.Read(entry.Payload);
            var transfers = TransferCodec.Decode(command.Input.Span);
            for (var i = 0; i < transfers.Length; i++)
            {
                if (transfers[i].Id == id && (command.Mark.IsEmpty || (i < command.Mark.Length && command.Mark[i] == (byte)CreateTransferResult.Created)))
                {
                    var stamp = transfers[i].Timestamp != 0 ? transfers[i].Timestamp : command.Timestamp - (ulong)(transfers.Length - 1 - i);
                    return new(i, LedgerTime.Instant(stamp));
                }
            }
        }
        catch (InvalidDataException)
        {
            // An entry that cannot be read holds nothing.
        }

        return null;
    }
}
