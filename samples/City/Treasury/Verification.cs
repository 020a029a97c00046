using System.Globalization;
using System.Text;
using System.Text.Json;
using Civic.Journal;

namespace Civic.City.Treasury;

/// <summary>Checks the whole journal while the auditor watches (server-sent events), and gives it away as an export that anyone can check.</summary>
internal static class Verification
{
    private const int AtOnce = 2;
    private static readonly SemaphoreSlim Gate = new(AtOnce);

    public static void MapVerification(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/verify", Verify);
        routes.MapGet("/export", Export);
    }

    private static async Task Verify(HttpContext http, Auditor auditor, IHostApplicationLifetime life, string? count, string? root)
    {
        JournalHead? earlier = null;
        if (!string.IsNullOrEmpty(count) || !string.IsNullOrEmpty(root))
        {
            if (!TryHead(count, root, out var head))
            {
                await Auditor.Refuse("an earlier head is its count (a number) and its root (64 hexadecimal digits).").ExecuteAsync(http);
                return;
            }

            earlier = head;
        }

        var result = await auditor.LookAsync(http, "verify", async book =>
        {
            if (!await Gate.WaitAsync(0))
            {
                return Results.Json(new { problem = "two checks are running already; wait for one to end." }, statusCode: StatusCodes.Status429TooManyRequests);
            }

            try
            {
                using var leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
                await StreamAsync(http.Response, book.Journal, earlier, leaving.Token);
            }
            catch (OperationCanceledException)
            {
                // The auditor left, or the city stops.
            }
            catch (Exception e) when (http.Response.HasStarted && e is JournalException or ObjectDisposedException)
            {
                await SendAsync(http.Response, "problem", new { problem = e.Message }, default);
            }
            finally
            {
                Gate.Release();
            }

            return Results.Empty;
        });
        await result.ExecuteAsync(http);
    }

    private static async Task StreamAsync(HttpResponse response, IJournal journal, JournalHead? earlier, CancellationToken stop)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        var head = await journal.GetHeadAsync(stop);
        var progress = new Counter();
        await SendAsync(response, "progress", new { done = 0, of = head.Count }, stop);
        var work = CheckAsync(journal, earlier, progress, stop);
        using (var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(250)))
        {
            while (await Task.WhenAny(work, beat.WaitForNextTickAsync(stop).AsTask()) != work)
            {
                await SendAsync(response, "progress", new { done = progress.Value, of = head.Count }, stop);
            }
        }

        await SendAsync(response, "done", await work, stop);
    }

    private static async Task<object> CheckAsync(IJournal journal, JournalHead? earlier, Counter progress, CancellationToken stop)
    {
        var report = await Task.Run(async () => await JournalVerifier.VerifyAsync(journal, progress, cancellation: stop), stop);
        return new
        {
            valid = report.IsValid,
            fault = report.Fault.ToString(),
            position = report.Position,
            message = report.Message,
            head = new { count = report.Head.Count, root = report.Head.Root.ToString() },
            earlier = earlier is { } kept && report.IsValid ? await CompareAsync(journal, kept, report.Head, stop) : null,
        };
    }

    /// <summary>Whether the journal is the one an earlier head was taken from, grown.</summary>
    private static async Task<string> CompareAsync(IJournal journal, JournalHead earlier, JournalHead now, CancellationToken stop)
    {
        if (earlier.Count > now.Count)
        {
            return "cut";
        }

        var proof = await ConsistencyProof.CreateAsync(journal, earlier.Count, now, stop);
        return proof.Verify(earlier, now) ? "grown" : "rewritten";
    }

    private static async Task Export(HttpContext http, Auditor auditor, HeadKey key)
    {
        var result = await auditor.LookAsync(http, "export", async book =>
        {
            var head = await book.Journal.GetHeadAsync(http.RequestAborted);
            var name = string.Create(CultureInfo.InvariantCulture, $"gaon-journal-{head.Count}.jsonl");
            http.Response.ContentType = "application/x-ndjson";
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            try
            {
                await JournalExport.WriteAsync(book.Journal, http.Response.Body, key.Sign, cancellation: http.RequestAborted);
            }
            catch (Exception e) when (e is JournalException or ObjectDisposedException && http.Response.HasStarted)
            {
                // What was sent is no export: the download must fail rather than end.
                http.Abort();
            }

            return Results.Empty;
        });
        await result.ExecuteAsync(http);
    }

    private static bool TryHead(string? count, string? root, out JournalHead head)
    {
        head = default;
        if (!long.TryParse(count?.Replace(",", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 0)
        {
            return false;
        }

        try
        {
            head = new JournalHead(number, Digest.Parse(root?.Trim() ?? ""));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task SendAsync(HttpResponse response, string name, object data, CancellationToken stop)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: {name}\ndata: {JsonSerializer.Serialize(data, JsonSerializerOptions.Web)}\n\n"), stop);
        await response.Body.FlushAsync(stop);
    }

    private sealed class Counter : IProgress<long>
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Report(long value) => Interlocked.Exchange(ref _value, value);
    }
}
