using System.Buffers;
using BenchmarkDotNet.Attributes;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.Benchmarks;

/// <summary>GT06, per frame of 36 bytes: the whole reader (framing, checksum, fields, reply) beside its floor, the checksum alone.</summary>
public class Gt06Benchmarks
{
    private const int Frames = 1_000;
    private const int FrameLength = 36;

    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);

    private readonly BeaconReader _reader = new(BeaconProtocols.Standard["gt06"], new BeaconOptions { Device = DeviceKey.Parse("359339075005244") });
    private readonly FixBuffer _fixes = new(capacity: Frames + 1);
    private readonly ArrayBufferWriter<byte> _replies = new(1 << 20);
    private readonly byte[] _stream = [.. Enumerable.Range(0, Frames).SelectMany(Frame)];

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames)]
    public int ChecksumOnly()
    {
        var sum = 0;
        for (var at = 0; at < _stream.Length; at += FrameLength)
        {
            sum += Crc16.X25(_stream.AsSpan(at + 2, FrameLength - 6));
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Reader()
    {
        _fixes.Clear();
        _replies.ResetWrittenCount();
        var input = new ReadOnlySequence<byte>(_stream);
        _reader.Read(ref input, Now, _fixes, _replies);
        return _fixes.Count;
    }

    /// <summary>A type 12 position with its cell, as a plug-in tracker sends it.</summary>
    private static byte[] Frame(int number)
    {
        byte[] time = [26, 11, 21, 4, (byte)(number / 60 % 60), (byte)(number % 60)];
        byte[] place = [0xC8, 0x04, 0x06, 0xCB, (byte)number, 0x0D, 0x9C, 0x11, (byte)number, 36, 0x14, 90];
        byte[] content = [31, 0x12, .. time, .. place, 1, 0xCC, 0, 0x28, 0x7D, 0, 0x1F, 0x71, (byte)(number >> 8), (byte)number];
        var crc = Crc16.X25(content);
        return [0x78, 0x78, .. content, (byte)(crc >> 8), (byte)crc, 13, 10];
    }
}
