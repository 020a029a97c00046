using System.Globalization;
using Civic.Journal;
using Civic.Ledger;

namespace Civic.City.Treasury;

/// <summary>
/// The way to the ledger for everybody who looks: whoever asks says who they are and why (<c>actor</c> and <c>reason</c>, numbers), the look is recorded, and
/// only then is there an answer. This sample takes the asker's word; a deployment signs people in.
/// </summary>
internal sealed class Auditor(CityBook city)
{
    /// <summary>Reasons that may be given. Numbers are written in the ledger and never change.</summary>
    public static IReadOnlyDictionary<ushort, (string Ko, string En)> Reasons { get; } = new Dictionary<ushort, (string, string)>
    {
        [1] = ("정기 감사", "Regular audit"),
        [2] = ("수시 점검", "Spot check"),
        [3] = ("민원 확인", "A resident's enquiry"),
        [4] = ("정산 확인", "Checking a settlement"),
        [5] = ("의회 자료 요구", "A question of the council"),
    };

    /// <summary>Answers from the open book without a record: for what says nothing of any account.</summary>
    public async Task<IResult> AskAsync(Func<OpenBook, Task<IResult>> answer)
    {
        if (city.Open is not { } book)
        {
            return Closed();
        }

        try
        {
            return await answer(book);
        }
        catch (Exception e) when (e is LedgerException or JournalException or ObjectDisposedException)
        {
            city.Report(e);
            return e is ObjectDisposedException ? Closed() : Results.Json(new { problem = e.Message }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return Refuse(e.Message.Split('\n')[0]);
        }
    }

    /// <summary>Records the look and answers.</summary>
    /// <param name="http">The question, with <c>actor</c> and <c>reason</c>.</param>
    /// <param name="subject">What is looked at.</param>
    /// <param name="answer">Gives the answer.</param>
    public Task<IResult> LookAsync(HttpContext http, string subject, Func<OpenBook, Task<IResult>> answer) => AskAsync(async book =>
    {
        var isActor = ulong.TryParse(http.Request.Query["actor"], NumberStyles.None, CultureInfo.InvariantCulture, out var actor) && actor > 0;
        var isReason = ushort.TryParse(http.Request.Query["reason"], NumberStyles.None, CultureInfo.InvariantCulture, out var reason) && Reasons.ContainsKey(reason);
        if (!isActor || !isReason)
        {
            return Refuse($"say who looks (actor: your number, 1 or more) and why (reason: 1 to {Reasons.Count}); every look at the ledger leaves a record.");
        }

        await book.Looks.RecordAsync(new ActorId(actor), new ReasonCode(reason), subject, http.RequestAborted);
        return await answer(book);
    });

    public static IResult Refuse(string problem) => Results.BadRequest(new { problem });

    public static IResult Missing(string problem) => Results.NotFound(new { problem });

    private IResult Closed() => Results.Json(new { problem = city.Status.Reason, ledger = city.Status }, statusCode: StatusCodes.Status503ServiceUnavailable);
}
