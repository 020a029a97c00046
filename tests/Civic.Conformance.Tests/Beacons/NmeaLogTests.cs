using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Civic.Geo;
using Civic.Geo.Beacons;
using NodaTime;
using NodaTime.Text;

namespace Civic.Conformance.Beacons;

/// <summary>
/// Logs of real receivers with what gpsd reported from them. gpsd may report after any sentence of a cycle, so a
/// report must be met by a position sentence of that moment; order is kept, and nothing is left out.
/// </summary>
[Trait("Kind", "beacons")]
public class NmeaLogTests
{
    private const string CaseFile = "beacons/nmea-logs.json";
    private const double PositionTolerance = 1e-6;

    /// <summary>Later than every log, as when an old log is played back; so dates older than ten years are marked as a possible week roll-over.</summary>
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 0, 0);

    private static readonly Duration WeekRollover = Duration.FromDays(1024 * 7);

    public static IEnumerable<object[]> Logs() => OutsideCase.Read(CaseFile, (json, _) => LogName(json));

    [CaseTheory(CaseFile)]
    [MemberData(nameof(Logs))]
    public void Every_reported_position_is_found_in_the_log_in_order(OutsideCase log)
    {
        var expected = Expected(log);
        AssertInOrder(expected, Read(Bytes(log), merge: false).Fixes);
    }

    private static void AssertInOrder(IReadOnlyList<Report> expected, IReadOnlyList<Fix> fixes)
    {
        var missed = new StringBuilder();
        var next = 0;
        var found = 0;
        foreach (var report in expected)
        {
            var at = next;
            while (at < fixes.Count && !report.IsMetBy(fixes[at]))
            {
                at++;
            }

            if (at < fixes.Count)
            {
                next = at;
                found++;
            }
            else
            {
                missed.AppendLine(CultureInfo.InvariantCulture, $"{report} not at or after {(next < fixes.Count ? Show(fixes[next]) : "the end")}");
            }
        }

        Assert.True(missed.Length == 0, $"{found} of {expected.Count} found; missed:\n{missed}");
    }

    private static string Show(Fix fix) => $"{fix.FixTime} {fix.TimeOfDay} {fix.Position} {fix.Flags}";

    private static (IReadOnlyList<Fix> Fixes, BeaconCounters Counters) Read(byte[] bytes, bool merge)
    {
        var reader = new BeaconReader(BeaconProtocols.Standard["nmea"], new BeaconOptions { MergeNmeaEpochs = merge });
        var fixes = new FixBuffer();
        var all = new List<Fix>();
        var input = new ReadOnlySequence<byte>(bytes);
        bool more;
        do
        {
            more = reader.ReadToEnd(ref input, Now, fixes, new ArrayBufferWriter<byte>());
            all.AddRange(fixes.Span);
            fixes.Clear();
        }
        while (more);

        return (all, reader.Counters);
    }

    private static byte[] Bytes(OutsideCase log) => File.ReadAllBytes(ConformanceCases.Find($"beacons/nmea-logs/{LogName(log.Json)}")!);

    private static string LogName(JsonElement json) => json.GetProperty("file").GetString()!.Split('/')[^1];

    private static List<Report> Expected(OutsideCase log) =>
    [
        .. log.Json.GetProperty("epochs").EnumerateArray()
            .Where(e => e.TryGetProperty("lat", out _) && e.TryGetProperty("lon", out _))
            .Select(e => new Report(
                e.GetProperty("time").GetString() is { } time ? InstantPattern.ExtendedIso.Parse(time).Value : null,
                new GeoPoint(e.GetProperty("lat").GetDouble(), e.GetProperty("lon").GetDouble()))),
    ];

    private sealed record Report(Instant? Time, GeoPoint Position)
    {
        public bool IsMetBy(Fix fix) =>
            fix.HasPosition
            && Math.Abs(fix.Position.Latitude - Position.Latitude) <= PositionTolerance
            && Math.Abs(fix.Position.Longitude - Position.Longitude) <= PositionTolerance
            && (Time is null || IsTimeOf(fix, Time.Value));

        private static bool IsTimeOf(Fix fix, Instant time) =>
            fix.FixTime is { } fixTime
            && (IsWithinASecond(fixTime - time) || (fix.Flags.HasFlag(FixFlags.WeekRollover) && IsWithinASecond(fixTime + WeekRollover - time)));

        private static bool IsWithinASecond(Duration difference) => Math.Abs(difference.TotalSeconds) <= 1;
    }
}
