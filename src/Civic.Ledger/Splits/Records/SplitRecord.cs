using System.Security.Cryptography;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// A record of one split: the rule with its hash, the day, the amount, stated deductions and carried state that went in, and the lines with
/// their trace that came out. Whoever has the rule can calculate it again, byte for byte.
/// </summary>
public sealed class SplitRecord
{
    internal SplitRecord(SplitRule rule, LocalDate day, IReadOnlyDictionary<string, long>? stated, CarriedRemainders carried, SplitResult result)
    {
        (Rule, Day, CarriedBefore, Result) = (rule, day, carried, result);
        var used = rule.Split.Before.Concat(rule.Split.Withholdings.Select(w => w.Deduction)).Where(d => d.IsStated).Select(d => d.Name).ToHashSet();
        Stated = [.. (stated ?? new Dictionary<string, long>()).Where(s => used.Contains(s.Key)).OrderBy(s => s.Key, StringComparer.Ordinal)];
        Canonical = SplitRecordText.Write(this);
    }

    /// <summary>The rule that was applied.</summary>
    public SplitRule Rule { get; }

    /// <summary>The legal day of the payment.</summary>
    public LocalDate Day { get; }

    /// <summary>Minor units of the stated deductions, by name in ordinal order.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Stated { get; }

    /// <summary>What the split before left.</summary>
    public CarriedRemainders CarriedBefore { get; }

    /// <summary>What came out, or the reason why nothing did.</summary>
    public SplitResult Result { get; }

    /// <summary>The canonical text: JSON in ASCII, one order of fields, no spaces.</summary>
    public ReadOnlyMemory<byte> Canonical { get; }

    /// <summary>SHA-256 of <see cref="Canonical"/>, 64 lower-case hexadecimal digits.</summary>
    public string RecalculationHash => Convert.ToHexStringLower(SHA256.HashData(Canonical.Span));

    /// <summary>
    /// Calculates a record again from the inputs it states, and compares every byte. The record may come from anywhere; at most 256 KiB.
    /// </summary>
    /// <param name="record">The canonical text of a record.</param>
    /// <param name="rule">The rule it should be of.</param>
    public static Recalculation<SplitRecord> Recalculate(ReadOnlyMemory<byte> record, SplitRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        try
        {
            var again = SplitRecordText.Repeat(record, rule);
            return again.Canonical.Span.SequenceEqual(record.Span)
                ? new(again, null)
                : new(null, RecordDifference.Find(record, again.Canonical));
        }
        catch (SplitFormatException wrong)
        {
            return new(null, wrong.Message);
        }
    }

    /// <summary>Calculates this record again under a rule, and compares every byte.</summary>
    /// <param name="rule">The rule it should be of.</param>
    public Recalculation<SplitRecord> Recalculate(SplitRule rule) => Recalculate(Canonical, rule);
}
