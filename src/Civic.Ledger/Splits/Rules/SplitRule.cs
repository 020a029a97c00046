using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// One version of a split as it was decreed: from when to when, on what legal basis. Its canonical text, and so its hash, are the same on
/// every machine.
/// </summary>
public sealed class SplitRule
{
    private byte[]? _canonical;

    /// <summary>A version of a rule.</summary>
    /// <param name="id">Names the rule over all its versions: 1 to 100 printable characters.</param>
    /// <param name="version">1 or more, rising.</param>
    /// <param name="from">First day in force.</param>
    /// <param name="to">Last day in force; <see langword="null"/> until further notice.</param>
    /// <param name="basis">Legal basis in words: 1 to 2,000 printable characters.</param>
    /// <param name="split">The split, with its rounding.</param>
    /// <exception cref="ArgumentException">A text is not fit, the version is below 1, the last day is before the first, or the split is not whole.</exception>
    public SplitRule(string id, int version, LocalDate from, LocalDate? to, string basis, RevenueSplit split)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentNullException.ThrowIfNull(split);
        Id = SplitText.Name(id, nameof(id));
        Basis = SplitText.Problem(basis, SplitText.LongestBasis) is { } problem ? throw new ArgumentException(problem, nameof(basis)) : basis;
        Split = split.Problem is null ? split : throw new ArgumentException($"The split is not whole. {split.Problem}", nameof(split));
        (Version, From) = (version, from);
        To = to is null || to >= from ? to : throw new ArgumentException("The last day in force is before the first.", nameof(to));
    }

    /// <summary>Names the rule over all its versions.</summary>
    public string Id { get; }

    /// <summary>The version, 1 or more.</summary>
    public int Version { get; }

    /// <summary>First day in force.</summary>
    public LocalDate From { get; }

    /// <summary>Last day in force; <see langword="null"/> until further notice.</summary>
    public LocalDate? To { get; }

    /// <summary>Legal basis in words.</summary>
    public string Basis { get; }

    /// <summary>The split, with its rounding.</summary>
    public RevenueSplit Split { get; }

    /// <summary>The canonical text: JSON in ASCII, one order of fields, no spaces. Equal rules have equal bytes.</summary>
    public ReadOnlyMemory<byte> Canonical => _canonical ??= SplitRuleText.Write(this);

    /// <summary>SHA-256 of <see cref="Canonical"/>, 64 lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Canonical.Span));

    /// <summary>
    /// Reads a rule from JSON that may come from anywhere: at most 256 KiB, unknown and repeated fields refused. Order of fields and spaces
    /// do not matter; the hash is of the canonical text.
    /// </summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="rule">The rule, or <see langword="null"/>.</param>
    /// <param name="problem">Where and what is wrong (<c>$.split.give[1].share: ...</c>), or <see langword="null"/>.</param>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out SplitRule? rule, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (rule, problem) = (SplitRuleText.Read(json), null);
            return true;
        }
        catch (SplitFormatException wrong)
        {
            (rule, problem) = (null, wrong.Message);
            return false;
        }
    }

    /// <summary>Splits an amount that was paid on a day, and records it so that anybody can calculate it again.</summary>
    /// <param name="day">The legal day of the payment, on which the rule is in force.</param>
    /// <param name="amount">The amount, in the currency of the split.</param>
    /// <param name="stated">Minor units of every stated deduction, by its name.</param>
    /// <param name="carried">What the split before left, when remainders are carried.</param>
    /// <exception cref="ArgumentException">The rule is not in force that day, the currency is another, or a stated deduction is missing.</exception>
    public SplitRecord Apply(LocalDate day, Money amount, IReadOnlyDictionary<string, long>? stated = null, CarriedRemainders? carried = null) =>
        IsInForce(day) ? new SplitRecord(this, day, stated, carried ?? CarriedRemainders.None, Split.Split(amount, stated, carried))
        : throw new ArgumentException("The rule is not in force on that day: take the version from SplitRules.", nameof(day));

    /// <summary>Whether the rule is in force on a day.</summary>
    /// <param name="day">The legal day.</param>
    public bool IsInForce(LocalDate day) => day >= From && (To is null || day <= To);
}
