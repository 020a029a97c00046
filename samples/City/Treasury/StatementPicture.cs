using System.Globalization;
using System.Text;
using Civic.Ledger;
using NodaTime;
using NodaTime.Text;

namespace Civic.City.Treasury;

/// <summary>A party's account over a fiscal year, line by line, as the page shows it.</summary>
/// <param name="Party">The party's account.</param>
/// <param name="Period">The fiscal year.</param>
/// <param name="Currency">Letters of the currency.</param>
/// <param name="Opening">Minor units carried over from before.</param>
/// <param name="Lines">In the order they were booked; above 0 credited, below 0 debited.</param>
/// <param name="Hash">What a recalculation must come to; <see langword="null"/> while the year is open.</param>
internal sealed record StatementPicture(
    CityAccount Party, FiscalPeriod Period, string Currency, long Opening, IReadOnlyList<StatementPictureLine> Lines, string? Hash)
{
    private const int LinesShown = 300;

    /// <summary>A statement of a closed year.</summary>
    public static StatementPicture Final(CityAccount party, FiscalPeriod period, SettlementStatement statement, string hash) => new(
        party,
        period,
        statement.Currency.Code,
        statement.Opening,
        [.. statement.Lines.Select(l => new StatementPictureLine(l.Day, l.Kind.ToString(), l.Amount, l.Refund?.Reference ?? l.Charge?.Reference ?? l.Transfer ?? ""))],
        hash);

    /// <summary>The account while its year is open: all its transfers of the year, which may still become more.</summary>
    public static StatementPicture Provisional(CityAccount party, FiscalPeriod period, IReadOnlyList<Transfer> transfers)
    {
        var lines = new List<StatementPictureLine>();
        var opening = 0L;
        foreach (var transfer in transfers)
        {
            if ((transfer.Flags & (TransferFlags.Pending | TransferFlags.VoidPending)) != 0)
            {
                continue;
            }

            var day = new LocalDate(1970, 1, 1).PlusDays(transfer.AccountingDay);
            var amount = transfer.CreditAccountId == new AccountId(party.Id) ? (long)transfer.Amount : -(long)transfer.Amount;
            if (day < period.FirstDay)
            {
                opening += amount;
            }
            else if (period.Contains(day))
            {
                lines.Add(new StatementPictureLine(day, KindOf(transfer.Code), amount, transfer.Id.ToString()));
            }
        }

        return new StatementPicture(party, period, Figures.CurrencyOf(410), opening, lines, null);
    }

    /// <summary>What the page shows: the sums of all lines, and the latest lines, newest first.</summary>
    public object ForPage() => new
    {
        party = new { id = Party.Id.ToString(CultureInfo.InvariantCulture), nameKo = Party.NameKo, nameEn = Party.NameEn },
        period = Period.Name,
        first = Iso(Period.FirstDay),
        last = Iso(Period.LastDay),
        currency = Currency,
        final = Hash is not null,
        hash = Hash,
        opening = Text(Opening),
        totals = new
        {
            charges = Sum("Charge"),
            refunds = Sum("Refund"),
            payouts = Sum("Payout", "PayoutReturned"),
            other = Sum("Other"),
            payable = Text(Opening + Lines.Sum(l => l.Amount)),
        },
        lineCount = Lines.Count,
        lines = Lines.Reverse().Take(LinesShown).Select(l => new { day = Iso(l.Day), kind = l.Kind, amount = Text(l.Amount), transfer = l.Reference }),
    };

    /// <summary>Every line, for a spreadsheet.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder("day,kind,amount,currency,reference\r\n");
        foreach (var line in Lines)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{Iso(line.Day)},{line.Kind},{line.Amount},{Currency},{line.Reference}\r\n");
        }

        return csv.ToString();
    }

    private string Sum(params string[] kinds) => Text(Lines.Where(l => kinds.Contains(l.Kind)).Sum(l => l.Amount));

    private static string KindOf(ushort code) => (SettlementCode)code switch
    {
        SettlementCode.Share or SettlementCode.Fee or SettlementCode.Vat => "Charge",
        SettlementCode.ShareRefund or SettlementCode.FeeRefund or SettlementCode.VatRefund => "Refund",
        SettlementCode.Remittance => "Payout",
        SettlementCode.RemittanceReturned => "PayoutReturned",
        _ => "Other",
    };

    private static string Text(long amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}

/// <summary>One line of a statement.</summary>
/// <param name="Day">Its accounting day.</param>
/// <param name="Kind"><c>Charge</c>, <c>Refund</c>, <c>Payout</c>, <c>PayoutReturned</c> or <c>Other</c>.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Reference">The transfer or the receipt.</param>
internal sealed record StatementPictureLine(LocalDate Day, string Kind, long Amount, string Reference);
