using System.Globalization;
using System.Text;
using Civic.Ledger;

namespace Civic.City.Treasury;

/// <summary>Statements: what a party got and gave in a fiscal year, on the page and to take away.</summary>
internal static class StatementPages
{
    public static void MapStatements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/statements", (HttpContext http, Auditor auditor, Chart chart) => auditor.LookAsync(http, "statements", async book => Results.Ok(new
        {
            parties = chart.Accounts.Where(a => a.Code is AccountKind.Owner or AccountKind.Operator or AccountKind.District)
                .Select(a => new { id = a.Id.ToString(CultureInfo.InvariantCulture), nameKo = a.NameKo, nameEn = a.NameEn }),
            periods = (await book.Ledger.GetPeriodsAsync(http.RequestAborted)).Reverse().Select(p => new { name = p.Name, state = p.State.ToString() }),
        })));
        routes.MapGet("/statements/{account}/{period}", Give);
        routes.MapGet("/rules", (Auditor auditor) => auditor.AskAsync(async book =>
            Results.Bytes((await book.Ledger.GetRulesAsync()).SelectMany(r => (byte[])[.. r.Canonical.Span, (byte)'\n']).ToArray(), "application/x-ndjson")));
    }

    private static Task<IResult> Give(HttpContext http, Auditor auditor, Chart chart, ulong account, string period, string? format)
    {
        if (chart.Find(account) is not { Code: AccountKind.Owner or AccountKind.Operator or AccountKind.District } party)
        {
            return Task.FromResult(Auditor.Missing("there is no party with that account."));
        }

        if (period.Length > FiscalPeriod.MaxNameLength || format is not (null or "" or "json" or "csv"))
        {
            return Task.FromResult(Auditor.Refuse("period is the name of a fiscal year, format json or csv."));
        }

        return auditor.LookAsync(http, $"statement/{period}/{account}", async book =>
        {
            var periods = await book.Ledger.GetPeriodsAsync(http.RequestAborted);
            if (periods.FirstOrDefault(p => p.Name == period) is not { } year)
            {
                return Auditor.Missing("there is no such fiscal year.");
            }

            var result = await book.Ledger.GetStatementAsync(party.Id, year.Name, http.RequestAborted);
            return result.Outcome switch
            {
                StatementOutcome.Ready => Final(http, party, year, result.Statement!, format),
                StatementOutcome.PeriodOpen => await ProvisionalAsync(http, book, party, year, format),
                StatementOutcome.PartyNotFound => Auditor.Missing("nobody has paid this party anything yet, so there is no statement."),
                _ => Auditor.Refuse("the entries of this account cannot be stated before somebody has looked at them."),
            };
        });
    }

    /// <summary>The statement of a closed year, byte for byte the same whenever it is made.</summary>
    private static IResult Final(HttpContext http, CityAccount party, FiscalPeriod year, SettlementStatement statement, string? format)
    {
        var bytes = statement.ToBytes();
        if (format is "json")
        {
            Name(http, party, year, format);
            return Results.Bytes(bytes, "application/json");
        }

        if (format is "csv")
        {
            Name(http, party, year, format);
            return Results.Text(statement.ToCsv(), "text/csv", Encoding.UTF8);
        }

        return SettlementStatement.TryParse(bytes, out _, out var hash)
            ? Results.Ok(StatementPicture.Final(party, year, statement, hash).ForPage())
            : throw new InvalidOperationException("The statement cannot be read back.");
    }

    private static async Task<IResult> ProvisionalAsync(HttpContext http, OpenBook book, CityAccount party, FiscalPeriod year, string? format)
    {
        var transfers = await book.Ledger.GetAccountTransfersAsync(new AccountFilter(party.Id) { Limit = int.MaxValue }, http.RequestAborted);
        var picture = StatementPicture.Provisional(party, year, transfers);
        if (string.IsNullOrEmpty(format))
        {
            return Results.Ok(picture.ForPage());
        }

        Name(http, party, year, $"provisional.{format}");
        return format == "csv" ? Results.Text(picture.ToCsv(), "text/csv", Encoding.UTF8) : Results.Json(picture.ForPage());
    }

    private static void Name(HttpContext http, CityAccount party, FiscalPeriod year, string ending) =>
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"statement-{party.Id}-{year.Name}.{ending}\"";
}
