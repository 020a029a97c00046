using System.Buffers;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.Benchmarks;

/// <summary>
/// A million NMEA sentences, RMC and GGA in turn. The floor only looks for the line ends; the peer is the parser that
/// most .NET code has: a string per line, Split, double.Parse. All of ours verify checksums; the fixes are taken out every 256.
/// </summary>
public class NmeaBenchmarks
{
    private const int Sentences = 1_000_000;
    private const int SegmentLength = 4096;

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);

    private readonly FixBuffer _fixes = new();
    private readonly ArrayBufferWriter<byte> _replies = new();
    private byte[] _bytes = [];
    private ReadOnlySequence<byte> _segments;

    [GlobalSetup]
    public void Write()
    {
        _bytes = Evening();
        _segments = ByteSegment.Sequence(_bytes, SegmentLength);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Sentences, Description = "floor: IndexOf line end")]
    public int Floor()
    {
        var lines = 0;
        var rest = _bytes.AsSpan();
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            lines++;
            rest = rest[(end + 1)..];
        }

        return lines;
    }

    [Benchmark(OperationsPerInvoke = Sentences, Description = "BeaconReader, one segment")]
    public long OneSegment() => Read(new(_bytes), merge: true);

    [Benchmark(OperationsPerInvoke = Sentences, Description = "BeaconReader, 4 KiB segments")]
    public long ManySegments() => Read(_segments, merge: true);

    [Benchmark(OperationsPerInvoke = Sentences, Description = "BeaconReader, a fix per sentence")]
    public long NotMerged() => Read(new(_bytes), merge: false);

    [Benchmark(OperationsPerInvoke = Sentences, Description = "string, Split, double.Parse")]
    public int Split()
    {
        var positions = 0;
        var rest = _bytes.AsSpan();
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            positions += SplitParser.Parse(Encoding.ASCII.GetString(rest[..end]).Trim()) is null ? 0 : 1;
            rest = rest[(end + 1)..];
        }

        return positions;
    }

    private long Read(ReadOnlySequence<byte> input, bool merge)
    {
        var reader = new BeaconReader(BeaconProtocols.Standard["nmea"], new BeaconOptions { MergeNmeaEpochs = merge });
        while (reader.ReadToEnd(ref input, Now, _fixes, _replies))
        {
            _fixes.Clear();
        }

        _fixes.Clear();
        return reader.Counters.Fixes;
    }

    /// <summary>One receiver walking through Seoul at one fix a second; each byte is written as a common receiver does.</summary>
    private static byte[] Evening()
    {
        var text = new StringBuilder();
        var random = new Random(20261122);
        var (latitude, longitude) = (37.5665, 126.9780);
        var time = new DateTime(2026, 11, 16, 18, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < Sentences / 2; i++, time = time.AddSeconds(1))
        {
            latitude += (random.NextDouble() - 0.5) * 1e-5;
            longitude += (random.NextDouble() - 0.5) * 1e-5;
            var place = string.Create(CultureInfo.InvariantCulture, $"{Angle(latitude, "00")},N,{Angle(longitude, "000")},E");
            var motion = string.Create(CultureInfo.InvariantCulture, $"{random.NextDouble() * 30:0.000},{random.NextDouble() * 360:0.00}");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"GNRMC,{time:HHmmss}.00,A,{place},{motion},{time:ddMMyy},,,A"));
            var quality = string.Create(CultureInfo.InvariantCulture, $"{random.Next(5, 13):00},{0.7 + random.NextDouble():0.00},{30 + random.NextDouble() * 90:0.0}");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"GNGGA,{time:HHmmss}.00,{place},1,{quality},M,18.5,M,,"));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string Angle(double degrees, string format) =>
        Math.Floor(degrees).ToString(format, CultureInfo.InvariantCulture) + ((degrees - Math.Floor(degrees)) * 60).ToString("00.00000", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string body) =>
        text.Append(CultureInfo.InvariantCulture, $"${body}*{body.Aggregate(0, (sum, c) => sum ^ c):X2}\r\n");
}
