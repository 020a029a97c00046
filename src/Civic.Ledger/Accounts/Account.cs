using System.Runtime.InteropServices;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// An account, as it is created and as it stands. Its identifier, ledger, code, fund and flags never change (but <see cref="AccountFlags.Closed"/>);
/// its balances change only through transfers, and its four sums only grow, but for what is pending.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Account
{
    /// <summary>Its identifier, unique in the whole book.</summary>
    public AccountId Id { get; init; }

    /// <summary>Sum of debits set aside, in minor units. 0 in a request.</summary>
    public UInt128 DebitsPending { get; init; }

    /// <summary>Sum of debits made, in minor units. 0 in a request.</summary>
    public UInt128 DebitsPosted { get; init; }

    /// <summary>Sum of credits set aside, in minor units. 0 in a request.</summary>
    public UInt128 CreditsPending { get; init; }

    /// <summary>Sum of credits made, in minor units. 0 in a request.</summary>
    public UInt128 CreditsPosted { get; init; }

    /// <summary>Free for the caller; never a person's name or number: payees are tokens, kept elsewhere.</summary>
    public UInt128 UserData128 { get; init; }

    /// <summary>Free for the caller.</summary>
    public ulong UserData64 { get; init; }

    /// <summary>Nanoseconds since 1970-01-01T00:00Z at which it was created, given by the ledger; in a request 0 unless imported.</summary>
    public ulong Timestamp { get; init; }

    /// <summary>Free for the caller.</summary>
    public uint UserData32 { get; init; }

    /// <summary>What is counted, 1 or more: accounts of different ledgers never meet. For money, the ISO 4217 number of the currency (won: 410).</summary>
    public uint Ledger { get; init; }

    /// <summary>The fund that the account's money is earmarked for; 0 is the general fund. Transfers never cross funds.</summary>
    public uint Fund { get; init; }

    /// <summary>Must be 0.</summary>
    public uint Reserved { get; init; }

    /// <summary>Why the account exists, 1 or more: a number of the caller's chart of accounts.</summary>
    public ushort Code { get; init; }

    /// <summary>What it keeps to.</summary>
    public AccountFlags Flags { get; init; }

    /// <summary>When it was created.</summary>
    public Instant CreatedAt => LedgerTime.Instant(Timestamp);
}
