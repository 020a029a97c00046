using System.Security.Cryptography;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// A record of one refund of a recorded split: which split, what each of its lines had given back before, the amount, and what each gives
/// back now. Whoever has the record of the split can calculate it again, byte for byte.
/// </summary>
public sealed class RefundRecord
{
    private RefundRecord(SplitRecord original, LocalDate day, SplitRefunds before, RefundResult result)
    {
        (Original, Day, Before, Result) = (original, day, before, result);
        Canonical = SplitRecordText.Write(this);
    }

    /// <summary>The split that is refunded.</summary>
    public SplitRecord Original { get; }

    /// <summary>The legal day of the refund.</summary>
    public LocalDate Day { get; }

    /// <summary>Where the refunds stood before.</summary>
    public SplitRefunds Before { get; }

    /// <summary>What came out, or the reason why nothing did.</summary>
    public RefundResult Result { get; }

    /// <summary>The canonical text: JSON in ASCII, one order of fields, no spaces.</summary>
    public ReadOnlyMemory<byte> Canonical { get; }

    /// <summary>SHA-256 of <see cref="Canonical"/>, 64 lower-case hexadecimal digits.</summary>
    public string RecalculationHash => Convert.ToHexStringLower(SHA256.HashData(Canonical.Span));

    /// <summary>Refunds an amount and records it.</summary>
    /// <param name="original">The recorded split.</param>
    /// <param name="givenBack">
    /// What each of its lines has given back before, minor units: that of <see cref="RefundResult.After"/> of the last refund, or nothing.
    /// </param>
    /// <param name="day">The legal day of the refund.</param>
    /// <param name="amount">The amount, in the currency of the split.</param>
    /// <exception cref="ArgumentException">The amount was not split or is in another currency, or the figures are none that refunds of it come to.</exception>
    public static RefundRecord Make(SplitRecord original, IReadOnlyList<long>? givenBack, LocalDate day, Money amount)
    {
        ArgumentNullException.ThrowIfNull(original);
        var before = givenBack is null ? SplitRefunds.Of(original.Result) : SplitRefunds.Of(original.Result, givenBack);
        return new RefundRecord(original, day, before, before.Refund(amount));
    }

    /// <summary>
    /// Calculates a record again from the inputs it states, and compares every byte. The record may come from anywhere; at most 256 KiB.
    /// </summary>
    /// <param name="record">The canonical text of a record.</param>
    /// <param name="original">The record of the split it should be of.</param>
    public static Recalculation<RefundRecord> Recalculate(ReadOnlyMemory<byte> record, SplitRecord original)
    {
        ArgumentNullException.ThrowIfNull(original);
        try
        {
            var again = SplitRecordText.Repeat(record, original);
            return again.Canonical.Span.SequenceEqual(record.Span)
                ? new(again, null)
                : new(null, RecordDifference.Find(record, again.Canonical));
        }
        catch (SplitFormatException wrong)
        {
            return new(null, wrong.Message);
        }
    }
}
