using System.Runtime.InteropServices;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// A transfer, as it is asked for and as it stands: so much from the debit account to the credit account. It never changes and is never removed; a
/// mistake is corrected by another transfer.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Transfer
{
    /// <summary>Its identifier, unique in the whole book, chosen by the caller before the first try.</summary>
    public TransferId Id { get; init; }

    /// <summary>The account that gives. A post or void may leave it 0.</summary>
    public AccountId DebitAccountId { get; init; }

    /// <summary>The account that receives. A post or void may leave it 0.</summary>
    public AccountId CreditAccountId { get; init; }

    /// <summary>How much, in minor units of the ledger; for balancing transfers the most.</summary>
    public UInt128 Amount { get; init; }

    /// <summary>The pending transfer that a post or void ends; else 0.</summary>
    public TransferId PendingId { get; init; }

    /// <summary>Free for the caller; never a person's name or number.</summary>
    public UInt128 UserData128 { get; init; }

    /// <summary>Free for the caller.</summary>
    public ulong UserData64 { get; init; }

    /// <summary>Nanoseconds since 1970-01-01T00:00Z at which it was recorded, given by the ledger; in a request 0 unless imported.</summary>
    public ulong Timestamp { get; init; }

    /// <summary>Free for the caller.</summary>
    public uint UserData32 { get; init; }

    /// <summary>Seconds until a pending transfer expires by itself; 0 for never.</summary>
    public uint Timeout { get; init; }

    /// <summary>The ledger of both accounts.</summary>
    public uint Ledger { get; init; }

    /// <summary>
    /// The accounting day it belongs to, in days since 1970-01-01, which may lie before the day it is recorded on; 0 in a request is the day of
    /// the record in the book's time zone.
    /// </summary>
    public int AccountingDay { get; init; }

    /// <summary>Why the money moves, 1 or more: a number of the caller's own list.</summary>
    public ushort Code { get; init; }

    /// <summary>How it moves.</summary>
    public TransferFlags Flags { get; init; }

    /// <summary>When it was recorded.</summary>
    public Instant RecordedAt => LedgerTime.Instant(Timestamp);
}
