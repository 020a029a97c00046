using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// What a party was credited and debited in a closed period, and why, line by line. Its bytes are the same whenever and wherever it is made from the same
/// book: twice, after a replay, on another machine.
/// </summary>
/// <param name="Format">Names the format: <c>civic-statement/1</c>.</param>
/// <param name="Account">The party's payable account.</param>
/// <param name="Currency">What is counted.</param>
/// <param name="Period">The period's name.</param>
/// <param name="FirstDay">The first accounting day.</param>
/// <param name="LastDay">The last accounting day.</param>
/// <param name="Opening">The balance carried over from before, in minor units.</param>
/// <param name="Rules">The versions of rules that the lines rest on, by name and version.</param>
/// <param name="Lines">In the order they were booked.</param>
/// <param name="Totals">The sums.</param>
public sealed record SettlementStatement(
    string Format,
    AccountId Account,
    Currency Currency,
    string Period,
    LocalDate FirstDay,
    LocalDate LastDay,
    long Opening,
    IReadOnlyList<StatementRule> Rules,
    IReadOnlyList<StatementLine> Lines,
    StatementTotals Totals)
{
    /// <summary>The only format.</summary>
    public const string CurrentFormat = "civic-statement/1";

    private static ReadOnlySpan<byte> HashField => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}\n"u8;

    /// <summary>
    /// The canonical bytes: JSON in ASCII without spaces, fields in the order of this type, numbers in strings, then the field <c>hash</c> and a line end. The
    /// hash is SHA-256 over all bytes before <c>,"hash":</c>, so over rule versions, inputs and rounding traces alike. O(lines).
    /// </summary>
    public byte[] ToBytes()
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(this, SettlementJson.Default.SettlementStatement).AsSpan()[..^1];
        var hash = System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body)));
        return [.. body, .. HashField, .. hash, .. End];
    }

    /// <summary>
    /// The statement as CSV for a spreadsheet: a header, one record a line, and a record of totals. It is a picture of the lines, not their proof.
    /// </summary>
    public string ToCsv() => StatementCsv.Write(this);

    /// <summary>Reads a statement that may come from anywhere. Whether it is true is another question: see <see cref="StatementCheck"/>.</summary>
    /// <param name="bytes">The canonical bytes.</param>
    /// <param name="statement">The statement, or <see langword="null"/>.</param>
    /// <param name="hash">The hash it carries, 64 hexadecimal digits, or <see langword="null"/>.</param>
    /// <returns>Whether the bytes are a statement in form; the hash is not yet checked.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SettlementStatement? statement, [NotNullWhen(true)] out string? hash)
    {
        (statement, hash) = (null, null);
        var end = bytes.LastIndexOf(HashField);
        if (end < 0 || !bytes.EndsWith(End) || bytes.Length != end + HashField.Length + (2 * SHA256.HashSizeInBytes) + End.Length)
            return false;
        try
        {
            statement = JsonSerializer.Deserialize([.. bytes[..end], (byte)'}'], SettlementJson.Default.SettlementStatement);
        }
        catch (JsonException)
        {
            return false;
        }

        hash = System.Text.Encoding.ASCII.GetString(bytes.Slice(end + HashField.Length, 2 * SHA256.HashSizeInBytes));
        return statement is not null && !statement.Lines.Contains(null!) && !statement.Rules.Contains(null!)
            && !statement.Lines.Any(l => l.Charge is { } charge && charge.Carried.Contains(null!));
    }
}
