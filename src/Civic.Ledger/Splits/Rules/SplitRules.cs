using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Civic.Ledger;

/// <summary>All versions of one rule, without gap or overlap, so that each day has at most one.</summary>
public sealed class SplitRules
{
    private readonly SplitRule[] _versions;

    private SplitRules(SplitRule[] versions) => _versions = versions;

    /// <summary>The versions, oldest first; at least one.</summary>
    public IReadOnlyList<SplitRule> Versions => _versions;

    /// <summary>Puts versions of one rule together.</summary>
    /// <param name="versions">At least one, in any order.</param>
    /// <exception cref="ArgumentException">They do not follow one another; the message is that of <see cref="Problem"/>.</exception>
    public static SplitRules Of(params IReadOnlyList<SplitRule> versions) => Problem(versions) is { } problem
        ? throw new ArgumentException(problem, nameof(versions))
        : new SplitRules([.. versions.OrderBy(r => r.From)]);

    /// <summary>Why versions cannot be put together (another rule's, an overlap, a gap, a version that does not rise), or <see langword="null"/>.</summary>
    /// <param name="versions">In any order.</param>
    public static string? Problem(IReadOnlyList<SplitRule> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        if (versions.Count == 0)
        {
            return "A rule has at least one version.";
        }

        var ordered = versions.OrderBy(r => r.From).ToArray();
        foreach (var (before, next) in ordered.Zip(ordered.Skip(1)))
        {
            var problem = before.Id != next.Id ? $"'{before.Id}' and '{next.Id}' are different rules."
                : next.Version <= before.Version
                    ? $"Version {next.Version} of '{next.Id}' comes into force after version {before.Version}: versions must rise."
                : before.To is not { } last || next.From <= last
                    ? $"Versions {before.Version} and {next.Version} of '{next.Id}' overlap: both are in force on {Iso(next.From)}."
                : next.From > last.PlusDays(1) ? $"No version of '{next.Id}' is in force from {Iso(last.PlusDays(1))} to {Iso(next.From.PlusDays(-1))}."
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>The version in force on a day. There is none before the first and after the last: that is an answer, never a guess.</summary>
    /// <param name="day">The legal day of the payment.</param>
    /// <param name="rule">The version, or <see langword="null"/>.</param>
    public bool TryInForce(LocalDate day, [NotNullWhen(true)] out SplitRule? rule) => (rule = Array.Find(_versions, r => r.IsInForce(day))) is not null;

    private static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);
}
