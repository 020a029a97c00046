using System.Buffers;

namespace Civic.Geo.Beacons;

public class BinaryAllocationTests
{
    private static readonly byte[] Packet = TeltonikaWriter.Frame(TeltonikaWriter.Record(items: [(239, 1), (240, 1)]), TeltonikaWriter.Record());

    [Theory]
    [InlineData("teltonika", 0)]
    [InlineData("teltonika", 7)]
    [InlineData("teltonika-udp", 0)]
    [InlineData("jt808", 0)]
    [InlineData("jt808", 7)]
    public void Reading_and_answering_allocate_nothing_per_message(string protocol, int segmentLength)
    {
        byte[] stream = protocol switch
        {
            "teltonika" => [.. Packet, .. Packet],
            "teltonika-udp" => TeltonikaWriter.Datagram(TeltonikaWriter.Packet(8, TeltonikaWriter.Record())),
            _ => [.. Jt808Writer.Frame(0x0200, Jt808Writer.Location(latitude: 0x7E7D7E / 1e6)), .. Jt808Writer.Frame(0x0704, Jt808Writer.Batch(1, Jt808Writer.Location()))],
        };
        var reader = new BeaconReader(BeaconProtocols.Standard[protocol], new BeaconOptions { Device = DeviceKey.Parse("bus-7") });
        var bytes = segmentLength == 0 ? new(stream) : Wire.Sequence([.. stream.Chunk(segmentLength)]);
        var fixes = new FixBuffer();
        var replies = new ArrayBufferWriter<byte>(1 << 12);
        Read(reader, bytes, fixes, replies);
        Assert.NotEqual(0, fixes.Count);
        Assert.NotEqual(0, replies.WrittenCount);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Read(reader, bytes, fixes, replies);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Read(BeaconReader reader, ReadOnlySequence<byte> bytes, FixBuffer fixes, ArrayBufferWriter<byte> replies)
    {
        fixes.Clear();
        replies.ResetWrittenCount();
        reader.Read(ref bytes, Wire.Now, fixes, replies);
    }
}
