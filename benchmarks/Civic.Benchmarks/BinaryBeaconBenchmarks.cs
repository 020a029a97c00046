using System.Buffers;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.Benchmarks;

/// <summary>
/// Binary trackers, per record: the whole reader (framing, checksum, fields, reply) beside its floor, the checksum alone
/// over the same bytes, and beside a parser written the usual way (<see cref="UsualParsers"/>).
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class BinaryBeaconBenchmarks
{
    private const int Frames = 1_000;
    private const int RecordsPerPacket = 10;
    private const int TeltonikaRecords = Frames * RecordsPerPacket;

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);

    private readonly BeaconReader _teltonika = new(BeaconProtocols.Standard["teltonika"], new BeaconOptions { Device = DeviceKey.Parse("356307042441013") });
    private readonly BeaconReader _jt808 = new(BeaconProtocols.Standard["jt808"]);
    private readonly FixBuffer _fixes = new();
    private readonly ArrayBufferWriter<byte> _replies = new(1 << 16);
    private readonly byte[][] _packets = [.. Enumerable.Range(0, Frames).Select(i => BinaryBeaconSamples.TeltonikaFrame(i, RecordsPerPacket))];
    private readonly byte[][] _locations = [.. Enumerable.Range(0, Frames).Select(BinaryBeaconSamples.Jt808Frame)];
    private readonly byte[] _packetStream;
    private readonly byte[] _locationStream;

    public BinaryBeaconBenchmarks()
    {
        _packetStream = [.. _packets.SelectMany(f => f)];
        _locationStream = [.. _locations.SelectMany(f => f)];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = TeltonikaRecords), BenchmarkCategory("Teltonika")]
    public int TeltonikaChecksumOnly()
    {
        var sum = 0;
        foreach (var packet in _packets)
        {
            sum += Crc16.Arc(packet.AsSpan(8, packet.Length - 12));
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = TeltonikaRecords), BenchmarkCategory("Teltonika")]
    public int TeltonikaReader() => Read(_teltonika, _packetStream);

    [Benchmark(OperationsPerInvoke = TeltonikaRecords), BenchmarkCategory("Teltonika")]
    public int TeltonikaUsual()
    {
        var records = 0;
        foreach (var packet in _packets)
        {
            records += UsualParsers.Teltonika(packet).Count;
        }

        return records;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames), BenchmarkCategory("JT808")]
    public int Jt808ChecksumOnly()
    {
        var sum = 0;
        foreach (var location in _locations)
        {
            sum += XorSum.Of(location.AsSpan(1, location.Length - 2));
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Frames), BenchmarkCategory("JT808")]
    public int Jt808Reader() => Read(_jt808, _locationStream);

    [Benchmark(OperationsPerInvoke = Frames), BenchmarkCategory("JT808")]
    public int Jt808Usual()
    {
        var records = 0;
        foreach (var location in _locations)
        {
            records += UsualParsers.Jt808(location) is null ? 0 : 1;
        }

        return records;
    }

    private int Read(BeaconReader reader, byte[] stream)
    {
        var records = 0;
        var input = new ReadOnlySequence<byte>(stream);
        bool more;
        do
        {
            _fixes.Clear();
            _replies.ResetWrittenCount();
            more = reader.Read(ref input, Now, _fixes, _replies);
            records += _fixes.Count;
        }
        while (more);
        return records;
    }
}
