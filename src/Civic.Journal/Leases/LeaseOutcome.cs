using NodaTime;

namespace Civic.Journal;

/// <summary>What came of asking for a lease on a stream family.</summary>
/// <param name="IsGranted">Whether the asker is now the single writer.</param>
/// <param name="Token">The asker's token when granted, else the default value.</param>
/// <param name="Holder">Who holds the lease now.</param>
/// <param name="Until">When it ends unless renewed, by the store's clock.</param>
public readonly record struct LeaseOutcome(bool IsGranted, FencingToken Token, string Holder, Instant Until);
