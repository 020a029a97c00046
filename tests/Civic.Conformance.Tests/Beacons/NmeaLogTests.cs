using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Civic.Geo;
using Civic.Geo.Beacons;
using NodaTime;
using NodaTime.Text;

namespace Civic.Conformance.Beacons;

/// <summary>
/// Logs of real receivers with what gpsd reported from them. gpsd reports after any sentence of a cycle, so a report
/// must be met by a position sentence of that moment; in order, and none left out.
/// </summary>
[Trait("Kind", "beacons")]
public partial class NmeaLogTests
{
    private const string CaseFile = "beacons/nmea-logs.json";
    private const double PositionTolerance = 1e-6;

    /// <summary>Later than every log, as when an old log is played back: what is more than ten years old is marked as a possible week roll-over.</summary>
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 0, 0);

    public static IEnumerable<object[]> Logs() => OutsideCase.Read(CaseFile, (json, _) => LogName(json));

    [CaseTheory(CaseFile)]
    [MemberData(nameof(Logs))]
    public void Every_report_is_met_by_a_sentence_in_order(OutsideCase log) =>
        AssertInOrder(Expected(log), Read(Bytes(log), merge: false).Fixes, (report, fix) => report.IsAt(fix) && report.IsTimeOf(fix));

    /// <summary>Sentences of one time may place it differently (GLL with fewer decimals); then the fix must have the place of one of them.</summary>
    [CaseTheory(CaseFile)]
    [MemberData(nameof(Logs))]
    public void Every_dated_report_is_met_by_a_merged_fix_in_order(OutsideCase log)
    {
        var sentences = Read(Bytes(log), merge: false).Fixes.Where(f => f.FixTime is not null).ToLookup(f => f.FixTime);
        AssertInOrder(
            [.. Expected(log).Where(r => r.Time is not null)],
            Read(Bytes(log), merge: true).Fixes,
            (report, fix) => report.IsTimeOf(fix)
                && (report.IsAt(fix) || (sentences[fix.FixTime].Any(report.IsAt) && sentences[fix.FixTime].Any(s => s.Position == fix.Position))));
    }

    [CaseTheory(CaseFile)]
    [MemberData(nameof(Logs))]
    public void Sentences_with_a_wrong_checksum_are_refused_and_change_nothing(OutsideCase log)
    {
        var bytes = Bytes(log);
        var (fixes, counters) = Read(bytes, merge: true);
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        Assert.InRange(counters.Accepted, lines.Count(line => IsSummed(line, right: true)), long.MaxValue);
        Assert.InRange(counters.Refused, Count(log, "checksum_bad"), long.MaxValue);
        Assert.InRange(counters.Accepted + counters.Refused, Count(log, "checksum_ok") + Count(log, "checksum_bad"), long.MaxValue);

        var kept = lines.Where(line => !IsSummed(line, right: false));
        Assert.Equal(fixes, Read(Encoding.Latin1.GetBytes(string.Join('\n', kept)), merge: true).Fixes);
    }

    [CaseTheory(CaseFile)]
    [MemberData(nameof(Logs))]
    public void A_log_read_byte_by_byte_gives_the_same_fixes(OutsideCase log)
    {
        var bytes = Bytes(log);
        var whole = Read(bytes, merge: true);
        foreach (var length in new[] { 1, 13, 61 })
        {
            var cut = Read(bytes, merge: true, length);
            Assert.Equal(whole.Fixes, cut.Fixes);
            Assert.Equal((whole.Counters.Accepted, whole.Counters.Refused, whole.Counters.SkippedBytes), (cut.Counters.Accepted, cut.Counters.Refused, cut.Counters.SkippedBytes));
        }
    }

    private static void AssertInOrder(IReadOnlyList<Report> expected, IReadOnlyList<Fix> fixes, Func<Report, Fix, bool> meets)
    {
        var missed = new StringBuilder();
        var (next, found) = (0, 0);
        foreach (var report in expected)
        {
            var at = next;
            while (at < fixes.Count && !meets(report, fixes[at]))
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
                var after = next < fixes.Count ? $"{fixes[next].FixTime} {fixes[next].TimeOfDay} {fixes[next].Position}" : "the end";
                missed.AppendLine(CultureInfo.InvariantCulture, $"{report} not at or after {after}");
            }
        }

        Assert.True(missed.Length == 0, $"{found} of {expected.Count} found; missed:\n{missed}");
    }

    private static (IReadOnlyList<Fix> Fixes, BeaconCounters Counters) Read(byte[] bytes, bool merge, int cut = int.MaxValue)
    {
        var reader = new BeaconReader(BeaconProtocols.Standard["nmea"], new BeaconOptions { MergeNmeaEpochs = merge });
        var fixes = new FixBuffer(bytes.Length);
        var replies = new ArrayBufferWriter<byte>();
        var consumed = 0;
        for (var end = Math.Min(cut, bytes.Length); end < bytes.Length; end += Math.Min(cut, bytes.Length - end))
        {
            var input = new ReadOnlySequence<byte>(bytes, consumed, end - consumed);
            reader.Read(ref input, Now, fixes, replies);
            consumed = end - (int)input.Length;
        }

        var rest = new ReadOnlySequence<byte>(bytes, consumed, bytes.Length - consumed);
        Assert.False(reader.ReadToEnd(ref rest, Now, fixes, replies));
        return (fixes.Span.ToArray(), reader.Counters);
    }

    private static bool IsSummed(string line, bool right) =>
        Sentence().Match(line) is { Success: true } sentence
        && right == (sentence.Groups[1].Value.Aggregate(0, (sum, c) => sum ^ c) == int.Parse(sentence.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^\$([ -~-[*$]]{0,252})\*([0-9A-Fa-f]{2})\r?$")]
    private static partial Regex Sentence();

    private static long Count(OutsideCase log, string name) => log.Json.GetProperty(name).GetInt64();

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
        private static readonly Duration WeekRollover = Duration.FromDays(1024 * 7);

        public bool IsAt(Fix fix) =>
            fix.HasPosition
            && Math.Abs(fix.Position.Latitude - Position.Latitude) <= PositionTolerance
            && Math.Abs(fix.Position.Longitude - Position.Longitude) <= PositionTolerance;

        /// <summary>gpsd repairs week roll-overs; we leave the date as sent and mark it.</summary>
        public bool IsTimeOf(Fix fix) =>
            Time is not { } time
            || (fix.FixTime is { } fixTime
                && (IsWithinASecond(fixTime - time) || (fix.Flags.HasFlag(FixFlags.WeekRollover) && IsWithinASecond(fixTime + WeekRollover - time))));

        private static bool IsWithinASecond(Duration difference) => Math.Abs(difference.TotalSeconds) <= 1;
    }
}
