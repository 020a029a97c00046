using System.Globalization;
using System.Text;
using NodaTime.Text;

namespace Civic.Ledger;

/// <summary>Statements as CSV (RFC 4180, line ends LF).</summary>
internal static class StatementCsv
{
    private const string Header = "kind,day,amount,charge,refund,rule,version,reference,gross,net,withheld,debt,exact,carried,odd_units,transfer,code\n";

    public static string Write(SettlementStatement statement)
    {
        var text = new StringBuilder(Header);
        text.Append(CultureInfo.InvariantCulture, $"Opening,{LocalDatePattern.Iso.Format(statement.FirstDay)},{statement.Opening}{new string(',', 14)}\n");
        foreach (var line in statement.Lines)
            Append(text, line);
        var totals = statement.Totals;
        return text.Append(
            CultureInfo.InvariantCulture,
            $"Payable,{LocalDatePattern.Iso.Format(statement.LastDay)},{totals.Payable},,,,,,,,{totals.Withheld},{totals.Debts},,,,,\n").ToString();
    }

    private static void Append(StringBuilder text, StatementLine line)
    {
        var (charge, refund, trace) = (line.Charge, line.Refund, line.Trace);
        text.Append(CultureInfo.InvariantCulture, $"{line.Kind},{LocalDatePattern.Iso.Format(line.Day)},{line.Amount},");
        text.Append(CultureInfo.InvariantCulture, $"{charge?.Id},{refund?.Id},{Quoted(charge?.Rule)},{charge?.Version},");
        text.Append(CultureInfo.InvariantCulture, $"{refund?.Reference ?? charge?.Reference},");
        text.Append(CultureInfo.InvariantCulture, $"{refund?.Amount ?? charge?.Gross},{charge?.Net},{trace?.Withheld},{refund?.Debt},");
        text.Append(CultureInfo.InvariantCulture, $"{trace?.Exact},{trace?.Carried},{trace?.OddUnits},{line.Transfer},{line.Code}\n");
    }

    /// <summary>The one free text: quoted when it must be, and no formula.</summary>
    private static string? Quoted(string? text)
    {
        if (text is null)
            return null;
        var safe = text[0] is '=' or '+' or '-' or '@' ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
