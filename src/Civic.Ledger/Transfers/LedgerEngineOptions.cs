using NodaTime;

namespace Civic.Ledger;

/// <summary>Settings of a <see cref="LedgerEngine"/>; checked when it is made. Capacities are allocated ahead and are no limits.</summary>
public sealed class LedgerEngineOptions
{
    /// <summary>How many accounts are expected.</summary>
    /// <value>Default 1,024; 0 to 1,000,000,000.</value>
    public int AccountCapacity { get; init; } = 1_024;

    /// <summary>How many transfers are expected; each takes about 120 bytes.</summary>
    /// <value>Default 1,024; 0 to 1,000,000,000.</value>
    public int TransferCapacity { get; init; } = 1_024;

    /// <summary>
    /// The book's distance from UTC, by which a transfer that names no accounting day gets that of its timestamp. Never changed once a book has
    /// entries.
    /// </summary>
    /// <value>Default +09:00, Korea; whole seconds.</value>
    public Offset Offset { get; init; } = Offset.FromHours(9);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(AccountCapacity is >= 0 and <= 1_000_000_000, true, nameof(AccountCapacity));
        ArgumentOutOfRangeException.ThrowIfNotEqual(TransferCapacity is >= 0 and <= 1_000_000_000, true, nameof(TransferCapacity));
    }
}
