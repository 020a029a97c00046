using System.Globalization;
using Civic.Ledger;
using NodaTime.Text;

namespace Civic.City.Treasury;

/// <summary>What the auditor's page asks of the ledger.</summary>
internal static class LedgerPages
{
    private const int LargestPage = 200;
    private const int LooksShown = 200;

    public static void MapLedger(this IEndpointRouteBuilder routes)
    {
        var ledger = routes.MapGroup("/api/ledger");
        ledger.MapGet("/status", (CityBook city) => city.Status);
        ledger.MapGet("/reasons", () => Auditor.Reasons.Select(r => new { number = r.Key, nameKo = r.Value.Ko, nameEn = r.Value.En }));
        ledger.MapGet("/summary", (Auditor auditor, LedgerSummary summary) => auditor.AskAsync(async book => Results.Ok(await summary.TakeAsync(book))));
        ledger.MapGet("/state-hash", (HttpContext http, Auditor auditor) => auditor.LookAsync(
            http, "state-hash", async book => Results.Ok(new { version = book.Ledger.DurableVersion, hash = (await book.Ledger.StateHashAsync(http.RequestAborted)).ToString() })));
        ledger.MapGet("/accounts", ListAccounts);
        ledger.MapGet("/accounts/{id}", ShowAccount);
        ledger.MapGet("/trial-balance", BalanceBooks);
        ledger.MapGet("/looks", (HttpContext http, Auditor auditor) => auditor.LookAsync(http, "looks", book => Task.FromResult(Results.Ok(ShowLooks(book)))));
        ledger.MapEvidence();
        ledger.MapVerification();
        ledger.MapStatements();
    }

    private static Task<IResult> ListAccounts(HttpContext http, Auditor auditor, Chart chart, int? page, int? size, string? kind, string? code)
    {
        var (number, rows) = (page ?? 1, size ?? 25);
        ushort wanted = 0;
        if (kind is { Length: > 0 } && !TryKind(kind, out wanted))
        {
            return Task.FromResult(Auditor.Refuse("there is no such kind of account."));
        }

        if (code is { Length: > 0 } && (!ushort.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out wanted) || wanted == 0))
        {
            return Task.FromResult(Auditor.Refuse("code is a number from 1 to 65535."));
        }

        if (number is < 1 or > 10_000 || rows is < 1 or > LargestPage)
        {
            return Task.FromResult(Auditor.Refuse($"page is 1 to 10,000, size 1 to {LargestPage}."));
        }

        return auditor.LookAsync(http, wanted == 0 ? $"accounts/page-{number}" : $"accounts/code-{wanted}/page-{number}", async book =>
        {
            var before = (number - 1) * rows;
            var found = await book.Ledger.QueryAccountsAsync(new QueryFilter { Code = wanted, Limit = before + rows + 1 }, http.RequestAborted);
            return Results.Ok(new { page = number, more = found.Length > before + rows, accounts = found.Skip(before).Take(rows).Select(a => Figures.Of(a, chart)) });
        });
    }

    private static Task<IResult> ShowAccount(HttpContext http, Auditor auditor, Chart chart, string id, string? before, int? size)
    {
        var rows = size ?? 50;
        ulong until = 0;
        if (!TryId(id, out var number) || rows is < 1 or > LargestPage || (before is { Length: > 0 } && !ulong.TryParse(before, CultureInfo.InvariantCulture, out until)))
        {
            return Task.FromResult(Auditor.Refuse($"id is the account's number, before a timestamp of a transfer, size 1 to {LargestPage}."));
        }

        return auditor.LookAsync(http, $"account/{number}", async book =>
        {
            if (await book.Ledger.GetAccountAsync(new AccountId(number), http.RequestAborted) is not { } account)
            {
                return Auditor.Missing("there is no such account.");
            }

            var filter = new AccountFilter(account.Id) { NewestFirst = true, Limit = rows + 1, TimestampMax = until == 0 ? 0 : until - 1 };
            var found = await book.Ledger.GetAccountTransfersAsync(filter, http.RequestAborted);
            return Results.Ok(new { account = Figures.Of(account, chart), more = found.Length > rows, transfers = found.Take(rows).Select(t => Figures.Of(t, chart)) });
        });
    }

    private static Task<IResult> BalanceBooks(HttpContext http, Auditor auditor, string? day)
    {
        if (string.IsNullOrEmpty(day))
        {
            return auditor.LookAsync(http, "trial-balance", async book => Results.Ok(Figures.Of(await book.Ledger.GetTrialBalanceAsync(http.RequestAborted))));
        }

        var date = LocalDatePattern.Iso.Parse(day);
        return !date.Success
            ? Task.FromResult(Auditor.Refuse("day is a date, as 2026-11-22."))
            : auditor.LookAsync(
                http, $"trial-balance/{day}", async book => Results.Ok(Figures.Of(await book.Ledger.GetTrialBalanceAsync(date.Value, http.RequestAborted))));
    }

    private static object ShowLooks(OpenBook book) => new
    {
        count = book.Looks.Count,
        looks = book.Looks.Latest(LooksShown).Select(l => new
        {
            actor = l.Actor.ToString(),
            subject = l.Subject,
            reason = l.Reason.Value,
            time = l.At.ToUnixTimeMilliseconds(),
        }),
    };

    public static bool TryId(string text, out UInt128 number) =>
        UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0 && number < UInt128.MaxValue;

    private static bool TryKind(string kind, out ushort code)
    {
        var known = Enum.TryParse<AccountKind>(kind, ignoreCase: true, out var found) && Enum.IsDefined(found) && !char.IsAsciiDigit(kind[0]);
        code = known ? (ushort)found : (ushort)0;
        return known;
    }
}
