using System.Runtime.InteropServices;

namespace Civic.Ledger;

/// <summary>
/// A transfer as the engine keeps it: 104 bytes. Accounts are row numbers, and their ledger is the transfer's. Links and
/// <see cref="Pending"/> are row numbers plus one; 0 is none.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct TransferRow
{
    public UInt128 Id;
    public UInt128 Amount;
    public UInt128 UserData128;
    public ulong UserData64;
    public ulong Timestamp;
    public int Debit;
    public int Credit;
    public int Pending;
    public int PreviousOfDebit;
    public int PreviousOfCredit;
    public int AccountingDay;
    public uint UserData32;
    public uint Timeout;
    public ushort Code;
    public TransferFlags Flags;
    public PendingState State;

    /// <summary>The nanosecond at which it expires; the greatest number for never.</summary>
    public readonly ulong ExpiresAt => Timeout == 0 ? ulong.MaxValue : Timestamp + (Timeout * 1_000_000_000ul);
}
