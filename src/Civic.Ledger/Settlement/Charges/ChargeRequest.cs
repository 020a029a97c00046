using NodaTime;

namespace Civic.Ledger;

/// <summary>Money to be split among parties by the rule in force on its accounting day.</summary>
/// <param name="Id">Its identifier, chosen before the first try.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Source">The account that the money comes from.</param>
/// <param name="Amount">What is split, 1 or more minor units.</param>
/// <param name="Day">Its accounting day.</param>
/// <param name="Reference">The number of the tax invoice or receipt: 1 to 64 ASCII letters, digits and . _ : / -</param>
/// <param name="Parties">Which accounts stand for the parties and payees of the rule.</param>
public sealed record ChargeRequest(
    ChargeId Id, string RuleId, AccountId Source, Money Amount, LocalDate Day, string Reference, IReadOnlyList<ChargeParty> Parties)
{
    /// <summary>Minor units, 0 or more, of every deduction that is stated with each charge, by its name.</summary>
    public IReadOnlyDictionary<string, long> Stated { get; init; } = new Dictionary<string, long>();
}
