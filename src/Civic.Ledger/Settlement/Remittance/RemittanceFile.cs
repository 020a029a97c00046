using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime.Text;

namespace Civic.Ledger;

/// <summary>
/// The file that goes to the bank: CSV in ASCII, line ends LF, no quotes. One record H (format, batch, currency, release day), one record P a payment
/// (number, payee token, amount in minor units, reference), one record T (count, sum, hash total). The same batch always gives the same bytes, whatever
/// the bank did with it since.
/// </summary>
public static class RemittanceFile
{
    private const long HashModulus = 10_000_000_000_000_000;

    /// <summary>Writes the file of a released batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <exception cref="ArgumentException">The batch was not released: nobody but its drafter has seen it.</exception>
    public static byte[] Write(RemittanceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.ReleaseDay is not { } day)
            throw new ArgumentException("Only a released batch goes to the bank: let a second person release it first.", nameof(batch));
        var text = new StringBuilder(64 + (batch.Lines.Count * 64));
        text.Append(CultureInfo.InvariantCulture, $"H,civic-remittance/1,{batch.Id},{batch.Currency},{LocalDatePattern.Iso.Format(day)}\n");
        foreach (var line in batch.Lines)
            text.Append(Record(line)).Append('\n');
        var totals = TotalsOf(batch);
        text.Append(CultureInfo.InvariantCulture, $"T,{totals.Count},{totals.Sum},{totals.HashTotal:0000000000000000}\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    internal static RemittanceTotals TotalsOf(RemittanceBatch batch)
    {
        var (sum, hash) = (0L, 0L);
        foreach (var line in batch.Lines)
        {
            sum = checked(sum + line.Amount);
            hash = (hash + HashOf(Record(line))) % HashModulus;
        }

        return new(batch.Lines.Count, sum, hash);
    }

    private static string Record(RemittanceLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"P,{line.Number},{line.PayeeToken},{line.Amount},{line.Reference}");

    private static long HashOf(string record) =>
        (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(record))) % HashModulus);
}
