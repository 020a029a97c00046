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

            var picture = await TakeAsync(book, party, year, http.RequestAborted);
            if (string.IsNullOrEmpty(format))
            {
                return Results.Ok(picture.ForPage());
            }

            http.Response.Headers.ContentDisposition = $"attachment; filename=\"statement-{account}-{year.Name}.{format}\"";
            return format == "csv" ? Results.Text(picture.ToCsv(), "text/csv", Encoding.UTF8) : Results.Json(picture.ForPage());
        });
    }

    private static async Task<StatementPicture> TakeAsync(OpenBook book, CityAccount party, FiscalPeriod year, CancellationToken stop)
    {
        var transfers = await book.Ledger.GetAccountTransfersAsync(new AccountFilter(party.Id) { Limit = int.MaxValue }, stop);
        return StatementPicture.Provisional(party, year, transfers);
    }
}
