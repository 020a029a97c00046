using NodaTime;

namespace Civic.Geo.Tests.Fences;

/// <summary>A monitor with a clock in seconds, for tests that tell a story.</summary>
internal sealed class FenceWatch(FenceOptions? options = null)
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 18, 0);
    public static readonly GeoPoint CityHall = new(37.5665, 126.9780);

    public FenceMonitor Monitor { get; set; } = new(options ?? new FenceOptions());

    public FenceEventBuffer Events { get; } = new();

    public static Instant At(double seconds) => Start + Duration.FromMilliseconds((long)(seconds * 1000));

    public static GeoPoint Offset(GeoPoint from, double course, double metres) => Geodesic.Destination(from, course, metres);

    public bool Set(ulong id, GeoArea area, FenceRules? rules = null, int version = 1, double seconds = 0) =>
        Monitor.Set(new Fence(new FenceId(id), version, area) { Rules = rules ?? FenceRules.Default }, At(seconds), Events);

    public FixOutcome Fix(ulong device, GeoPoint position, double seconds, double accuracy = 0, double? received = null) =>
        Monitor.Observe(new FenceFix(new DeviceId(device), position, At(seconds), At(received ?? seconds), accuracy), Events);

    public void Advance(double seconds) => Monitor.Advance(At(seconds), Events);

    /// <summary>What happened since the last call, as "Kind fence/device #sequence Cause".</summary>
    public string[] Told()
    {
        var told = Events.Events.ToArray().Select(Tell).ToArray();
        Events.Clear();
        return told;
    }

    public static string Tell(FenceEvent happened) =>
        $"{happened.Kind} {happened.Fence.Value}/{happened.Subject.Value} #{happened.Sequence} {happened.Cause}";
}
