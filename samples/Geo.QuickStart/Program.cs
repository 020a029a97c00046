// From a beacon to an alert: a tracker enters a school zone, and everyone who may be near it is found.
using System.Buffers;
using Civic.Geo;
using Civic.Geo.Beacons;
using NodaTime;

var now = Instant.FromUtc(2026, 11, 22, 9, 0, 10);
var (positions, fences, events) = (new LivePositions(), new FenceMonitor(), new FenceEventBuffer());
var school = new GeoCircle(new GeoPoint(37.5665, 126.9780), radius: 200);
fences.Set(new Fence(new FenceId(7), Version: 1, school), now, events);
positions.Update(new DevicePosition(new DeviceId(1), new GeoPoint(37.5690, 126.9780), now, Accuracy: 30), now);

// Bytes as they come from a socket, junk included; BeaconConnection.RunAsync does this over a PipeReader.
var bytes = new ReadOnlySequence<byte>("noise\r\nbus-42$GPRMC,090000.00,A,3733.990,N,12658.680,E,8.0,90.0,221126,,,A*60\r\n"u8.ToArray());
var reader = new BeaconReader(BeaconProtocols.Standard["nmea"]);
var (fixes, replies) = (new FixBuffer(), new ArrayBufferWriter<byte>());
reader.ReadToEnd(ref bytes, now, fixes, replies);

// The host's own register says who a device is inside; here there is one bus.
foreach (var fix in fixes.Span)
{
    if (fix is { Validity: FixValidity.Valid, FixTime: { } time })
    {
        var position = new DevicePosition(new DeviceId(42), fix.Position, time, fix.Accuracy);
        positions.Update(position, now);
        fences.Observe(new FenceFix(position, now), events);
    }
}

foreach (var entered in events.Events)
{
    var near = new DeviceId[100];
    var count = positions.Within(entered.Position, radius: 400, near, new PositionQuery(AreaMembership.Possible));
    Console.WriteLine($"Device {entered.Subject.Value}: {entered.Kind} fence {entered.Fence.Value}. To warn: {string.Join(", ", near[..count].Select(d => d.Value))}.");
}
