using NodaTime;

namespace Civic.Ledger;

/// <summary>Someone published a version of a rule.</summary>
/// <param name="Rule">The canonical text of the rule.</param>
/// <param name="Terms">What it says beside.</param>
/// <param name="Actor">Who published it.</param>
internal sealed record RulePublished(string Rule, RuleTerms Terms, ActorId Actor);

/// <summary>Money was split. Stated amounts are in ordinal order, and stay in the order in which they are read: no culture has a say.</summary>
internal sealed record ChargeRecorded(
    Guid Id,
    string RuleId,
    AccountId Source,
    uint Ledger,
    long Amount,
    LocalDate Day,
    string Reference,
    IReadOnlyList<ChargeParty> Parties,
    OrderedDictionary<string, long> Stated);

/// <summary>A charge was refunded, or a part of it.</summary>
internal sealed record ChargeRefunded(Guid Id, Guid Charge, long Amount, LocalDate Day, string Reference);
