using System.Buffers;
using System.Text;
using Civic.City.Live;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.City.Feeds;

/// <summary>Takes beacons of phones over HTTP: OsmAnd and Traccar Client at <c>/osmand</c>, OwnTracks at <c>/owntracks</c>.</summary>
internal static class HttpFeeds
{
    public static void MapPhoneFeeds(this IEndpointRouteBuilder routes)
    {
        routes.MapPhoneFeed("/osmand", new OsmAndProtocol(), HttpMethods.Get, HttpMethods.Post);
        routes.MapPhoneFeed("/owntracks", new OwnTracksProtocol(), HttpMethods.Post);
    }

    private static void MapPhoneFeed(this IEndpointRouteBuilder routes, string path, IHttpBeaconProtocol protocol, params string[] methods)
    {
        var board = routes.ServiceProvider.GetRequiredService<FeedBoard>();
        var intake = routes.ServiceProvider.GetRequiredService<Intake>();
        var clock = routes.ServiceProvider.GetRequiredService<IClock>();
        var counters = new BeaconCounters();
        var status = board[protocol.Name];
        status.Open(counters, isConnection: false);
        status.IsListening = true;
        status.Where = path;
        var source = new FixSource(status, SourceKind.Device);
        routes.MapMethods(path, methods, http => TakeAsync(http, protocol, source, counters, intake, clock));
    }

    private static async Task TakeAsync(HttpContext http, IHttpBeaconProtocol protocol, FixSource source, BeaconCounters counters, Intake intake, IClock clock)
    {
        if (await ReadBodyAsync(http.Request, protocol.MaxBodyLength) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var fixes = new FixBuffer(16);
        var reply = new ArrayBufferWriter<byte>();
        http.Response.StatusCode = protocol.Read(Beacon(http.Request, body), clock.GetCurrentInstant(), fixes, reply, counters);
        if (fixes.Count > 0)
        {
            await intake.StoreAsync(source, fixes.Memory, http.RequestAborted);
        }

        if (reply.WrittenCount > 0)
        {
            http.Response.ContentType = protocol.Name == "owntracks" ? "application/json" : "text/plain; charset=utf-8";
            await http.Response.Body.WriteAsync(reply.WrittenMemory, http.RequestAborted);
        }
    }

    private static HttpBeacon Beacon(HttpRequest request, byte[] body) => new()
    {
        Query = Encoding.UTF8.GetBytes(request.QueryString.Value?.TrimStart('?') ?? ""),
        ContentType = Encoding.UTF8.GetBytes(request.ContentType ?? ""),
        Body = new ReadOnlySequence<byte>(body),
        User = Encoding.UTF8.GetBytes(request.Headers["X-Limit-U"].ToString()),
        Device = Encoding.UTF8.GetBytes(request.Headers["X-Limit-D"].ToString()),
    };

    /// <summary>The whole body, or <see langword="null"/> when it is longer than allowed.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        var body = new byte[most + 1];
        var count = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return count > most ? null : body[..count];
    }
}
