using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Civic.City.Live;

namespace Civic.City.Map;

/// <summary>
/// The page's live stream (server-sent events). A viewer costs one loop and no queue: it is sent what changed since it was
/// last sent something, so a slow one gets fewer, larger steps. Events carry their number; a browser that reconnects says
/// the last it saw and gets the rest.
/// </summary>
internal sealed class LiveStream(
    Viewers viewers, AccessRecords records, CityEvents events, LiveCity city, MapSnapshot map, CityStatus status, IHostApplicationLifetime life)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private const int BeatsBetweenStatus = 2;
    private const int EventsForNewcomers = 40;

    /// <summary>Sends to one viewer until they leave or the city stops.</summary>
    public async Task WatchAsync(HttpContext http)
    {
        if (!viewers.TryEnter())
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var who = AccessRecord.Name(http.Request.Query["who"]);
        var from = http.Connection.RemoteIpAddress?.ToString() ?? "";
        records.Add(new AccessRecord(who, from, "live"));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        try
        {
            http.Response.ContentType = "text/event-stream; charset=utf-8";
            http.Response.Headers.CacheControl = "no-store";
            await SendAsync(http.Response, FirstEvent(http.Request), leaving.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The viewer left, or the city stops.
        }
        finally
        {
            viewers.Leave();
            records.Add(new AccessRecord(who, from, "live-end"));
        }
    }

    private async Task SendAsync(HttpResponse response, long seen, CancellationToken leaving)
    {
        var dots = new DotStream(map, city, status.Register);
        var text = new ArrayBufferWriter<byte>(64 * 1024);
        using var timer = new PeriodicTimer(Beat);
        for (var beat = 0; ; beat++)
        {
            text.ResetWrittenCount();
            Write(text, "devices", dots.Next());
            Write(text, "fences", city.Inside.Select(f => new[] { (long)f.Fence, f.Devices }));
            if (beat % BeatsBetweenStatus == 0)
            {
                Write(text, "status", status.Take());
            }

            var (news, missed) = events.After(seen);
            if (missed > 0)
            {
                Write(text, "missed", missed);
            }

            foreach (var happened in news)
            {
                Write(text, "happened", happened, happened.Number);
                seen = happened.Number;
            }

            await response.Body.WriteAsync(text.WrittenMemory, leaving);
            await response.Body.FlushAsync(leaving);
            await timer.WaitForNextTickAsync(leaving);
        }
    }

    /// <summary>Number after which events are wanted: the browser's last, or a few before now.</summary>
    private long FirstEvent(HttpRequest request) =>
        long.TryParse(request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) && last >= 0
            ? last
            : Math.Max(0, events.Last - EventsForNewcomers);

    private static void Write<T>(ArrayBufferWriter<byte> text, string name, T data, long? id = null)
    {
        text.Write("event: "u8);
        text.Write(Encoding.UTF8.GetBytes(name));
        if (id is { } number)
        {
            text.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nid: {number}")));
        }

        text.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(text))
        {
            JsonSerializer.Serialize(json, data, JsonSerializerOptions.Web);
        }

        text.Write("\n\n"u8);
    }
}
