using System.Buffers;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// The HTTP protocol of OsmAnd and Traccar Client: parameters in a query or a form
/// (<c>id, lat, lon, timestamp, speed, bearing, altitude, accuracy, batt, alarm ...</c>), or the JSON of newer apps.
/// </summary>
/// <remarks>
/// <para>A request without coordinates is an event. A request without a time has none: <see cref="TimeQuality.None"/>.
/// Coordinates outside the earth are counted and leave an event; the answer is still 200, because an app sends what was
/// answered otherwise again and again, and everything newer waits behind it. A parameter of place or time that cannot be read at all is
/// answered 400; any other value that cannot be read, and any of the JSON, is left out.</para>
/// <para>The key <c>sos</c>, and <c>alarm=sos</c>, set <see cref="FixFlags.Sos"/>. Allocates nothing per request. Safe for several threads.</para>
/// </remarks>
/// <param name="options">Who may report, and the device of requests that name none; every device by default.</param>
/// <param name="speedUnit">
/// What the <c>speed</c> parameter counts. Default knots: that is what Traccar Client sends, the app made for this protocol; choose metres
/// a second for the OsmAnd app itself. The parameter does not say, so give each kind of app its own address if both report.
/// </param>
public sealed class OsmAndProtocol(BeaconOptions? options = null, OsmAndSpeedUnit speedUnit = OsmAndSpeedUnit.Knots) : IHttpBeaconProtocol
{
    private const double MetresPerSecondPerKnot = 1852.0 / 3600;

    private readonly BeaconOptions _options = options ?? BeaconOptions.Default;
    private readonly double _metresPerSecond = speedUnit == OsmAndSpeedUnit.Knots ? MetresPerSecondPerKnot : 1;

    /// <inheritdoc/>
    public string Name => "osmand";

    /// <inheritdoc/>
    public int MaxBodyLength => PhoneRequest.MaxBodyLength;

    /// <inheritdoc/>
    public int Read(in HttpBeacon request, Instant receiveTime, FixBuffer fixes, IBufferWriter<byte> reply, BeaconCounters counters)
    {
        ArgumentNullException.ThrowIfNull(fixes);
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(counters);
        var handling = new PhoneRequest(_options, counters);
        var status = handling.Begin(request);
        if (status != PhoneRequest.Ok)
        {
            return status;
        }

        var report = new PhoneReport { Device = _options.Device };
        if (!OsmAndParameters.TryRead(request.Query, _metresPerSecond, ref report))
        {
            return handling.Refuse(RefusalReason.Malformed);
        }

        return IsJson(request) ? ReadJson(request.Body, report, receiveTime, fixes, handling) : ReadForm(request.Body, report, receiveTime, fixes, handling);
    }

    private static bool IsJson(in HttpBeacon request)
    {
        if (request.Body.IsEmpty)
        {
            return false;
        }

        var reader = new SequenceReader<byte>(request.Body);
        reader.AdvancePastAny(" \t\r\n"u8);
        return (reader.TryPeek(out var first) && first == '{') || request.ContentType.IndexOf("json"u8) >= 0;
    }

    private static int ReadJson(in ReadOnlySequence<byte> body, PhoneReport template, Instant receiveTime, FixBuffer fixes, PhoneRequest handling)
    {
        if (!PhoneJson.IsWellFormed(body))
        {
            return handling.Refuse(RefusalReason.Malformed);
        }

        var device = OsmAndJson.FindDevice(body);
        template.Device = device.IsNone ? template.Device : device;
        var status = handling.Identify(template.Device);
        if (status != PhoneRequest.Ok)
        {
            return status;
        }

        var reader = PhoneJson.Open(body);
        var isLocation = OsmAndJson.MoveToLocation(ref reader);
        do
        {
            var report = template;
            if (isLocation)
            {
                OsmAndJson.Read(ref reader, ref report);
            }

            Add(report, receiveTime, fixes, handling.Counters);
        }
        while (isLocation && OsmAndJson.MoveToNextInList(ref reader));

        return handling.Accept();
    }

    private int ReadForm(in ReadOnlySequence<byte> body, PhoneReport report, Instant receiveTime, FixBuffer fixes, PhoneRequest handling)
    {
        if (!TryReadForm(body, ref report))
        {
            return handling.Refuse(RefusalReason.Malformed);
        }

        var status = handling.Identify(report.Device);
        if (status != PhoneRequest.Ok)
        {
            return status;
        }

        Add(report, receiveTime, fixes, handling.Counters);
        return handling.Accept();
    }

    private bool TryReadForm(in ReadOnlySequence<byte> body, ref PhoneReport report)
    {
        if (body.IsSingleSegment)
        {
            return OsmAndParameters.TryRead(body.FirstSpan.TrimEnd("\r\n"u8), _metresPerSecond, ref report);
        }

        var joined = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(joined);
        var isRead = OsmAndParameters.TryRead(joined.AsSpan(0, (int)body.Length).TrimEnd("\r\n"u8), _metresPerSecond, ref report);
        ArrayPool<byte>.Shared.Return(joined);
        return isRead;
    }

    private static void Add(in PhoneReport report, Instant receiveTime, FixBuffer fixes, BeaconCounters counters)
    {
        fixes.Add(report.ToFix(receiveTime, counters));
        counters.Fixes++;
    }
}
