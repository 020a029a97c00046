namespace Civic.Ledger;

/// <summary>What an account stood at right after one transfer. Kept for accounts with <see cref="AccountFlags.History"/>.</summary>
public readonly record struct AccountBalance
{
    /// <summary>The transfer that made it so.</summary>
    public TransferId TransferId { get; init; }

    /// <summary>Nanoseconds since 1970-01-01T00:00Z of that transfer.</summary>
    public ulong Timestamp { get; init; }

    /// <summary>Sum of debits set aside, in minor units.</summary>
    public UInt128 DebitsPending { get; init; }

    /// <summary>Sum of debits made, in minor units.</summary>
    public UInt128 DebitsPosted { get; init; }

    /// <summary>Sum of credits set aside, in minor units.</summary>
    public UInt128 CreditsPending { get; init; }

    /// <summary>Sum of credits made, in minor units.</summary>
    public UInt128 CreditsPosted { get; init; }
}
