using System.Runtime.InteropServices;

namespace Civic.Ledger;

/// <summary>The balances of one account right after one transfer; kept only for accounts with <see cref="AccountFlags.History"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct HistoryRow
{
    public UInt128 DebitsPending;
    public UInt128 DebitsPosted;
    public UInt128 CreditsPending;
    public UInt128 CreditsPosted;
    public int Account;
    public int Transfer;

    /// <summary>The row before of the same account, plus one; 0 is none.</summary>
    public int Previous;
}
