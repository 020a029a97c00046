using Civic.Ledger;

namespace Civic.City.Treasury;

/// <summary>What proves that one transfer is in the book, for somebody who has nothing of it but the city's public key.</summary>
internal static class EvidencePages
{
    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/key", (HeadKey key) => Results.Text(key.PublicPem, "application/x-pem-file"));
        routes.MapGet("/evidence/{id}", (HttpContext http, Auditor auditor, HeadKey key, string id) => !LedgerPages.TryId(id, out var number)
            ? Task.FromResult(Auditor.Refuse("id is the transfer's number."))
            : auditor.LookAsync(http, $"evidence/{number}", async book => await GiveAsync(http, book, key, new TransferId(number))));
    }

    private static async Task<IResult> GiveAsync(HttpContext http, OpenBook book, HeadKey key, TransferId id)
    {
        if (await book.Ledger.GetEvidenceAsync(id, key.Sign(await book.Journal.GetHeadAsync(http.RequestAborted)), http.RequestAborted) is not { } evidence)
        {
            return Auditor.Missing("there is no such transfer.");
        }

        if (http.Request.Query["download"].Count > 0)
        {
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"evidence-{id}.json\"";
            return Results.Text(evidence.ToJson(), "application/json");
        }

        return Results.Ok(new
        {
            verdict = evidence.Verify(key.PublicPem).ToString(),
            transfer = id.ToString(),
            time = evidence.RecordedAt.ToUnixTimeMilliseconds(),
            position = evidence.Entry.Position,
            stream = evidence.Entry.Stream.ToString(),
            version = evidence.Entry.Version,
            type = evidence.Entry.Type,
            hash = evidence.Entry.Hash.ToString(),
            previous = evidence.PreviousHash.ToString(),
            path = evidence.Proof.Path.Count,
            head = new { count = evidence.Head.Head.Count, root = evidence.Head.Head.Root.ToString() },
        });
    }
}
