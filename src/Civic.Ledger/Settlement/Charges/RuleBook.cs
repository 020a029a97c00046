using System.Diagnostics.CodeAnalysis;
using System.Text;
using NodaTime;

namespace Civic.Ledger;

/// <summary>A published version of a rule.</summary>
internal sealed record PublishedRule(SplitRule Rule, RuleTerms Terms, ActorId Actor);

/// <summary>
/// The published rules. A version is in force from its first day until its last, or until a later version begins; it is never changed, not even by
/// the one that follows it, so its hash stays what it was when charges were split by it.
/// </summary>
internal sealed class RuleBook
{
    private readonly SortedDictionary<string, List<PublishedRule>> _rules = new(StringComparer.Ordinal);

    /// <summary>By name, then by version.</summary>
    public IEnumerable<PublishedRule> All => _rules.Values.SelectMany(versions => versions);

    public bool Has(string id) => _rules.ContainsKey(id);

    public PublishedRule? Last(string id) => _rules.TryGetValue(id, out var versions) ? versions[^1] : null;

    public PublishedRule? Find(string id, int version) => _rules.TryGetValue(id, out var versions) ? versions.Find(v => v.Rule.Version == version) : null;

    public bool TryInForce(string id, LocalDate day, [NotNullWhen(true)] out PublishedRule? rule)
    {
        rule = _rules.TryGetValue(id, out var versions) ? versions.FindLast(v => v.Rule.From <= day) : null;
        if (rule is not null && !rule.Rule.IsInForce(day))
            rule = null;
        return rule is not null;
    }

    public void Add(PublishedRule rule)
    {
        if (!_rules.TryGetValue(rule.Rule.Id, out var versions))
            _rules[rule.Rule.Id] = versions = [];
        versions.Add(rule);
    }

    public void Clear() => _rules.Clear();

    /// <summary>Reads what was journaled or saved after it had been checked.</summary>
    /// <exception cref="InvalidDataException">It is not a rule.</exception>
    public static PublishedRule Read(RulePublished input) => SplitRule.TryParse(Encoding.UTF8.GetBytes(input.Rule), out var rule, out var problem)
        ? new(rule, input.Terms, input.Actor)
        : throw new InvalidDataException($"A published rule cannot be read. {problem}");

    public static RulePublished Write(PublishedRule rule) => new(Encoding.UTF8.GetString(rule.Rule.Canonical.Span), rule.Terms, rule.Actor);
}
