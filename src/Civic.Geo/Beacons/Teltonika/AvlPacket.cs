namespace Civic.Geo.Beacons;

/// <summary>What a Teltonika packet carries between its length and its checksum: codec, count, records, count.</summary>
internal static class AvlPacket
{
    /// <summary>Codec and the two counts.</summary>
    internal const int MinLength = 3;

    /// <summary>The manufacturer's limit for AVL data.</summary>
    internal const int MaxLength = 1280;

    private const int FirstRecord = 2;

    /// <summary>Whether both counts agree, every record's counts add up and the records fill the packet exactly. Linear in the groups.</summary>
    /// <param name="packet">Codec to second count, at least <see cref="MinLength"/> bytes, of a codec with records.</param>
    /// <param name="options">Wide group or not; lenient forgives a total that is not the number of items.</param>
    internal static bool IsConsistent(ReadOnlySpan<byte> packet, BeaconOptions options) =>
        packet[1] == packet[^1] && packet[0] switch
        {
            TeltonikaCodec.Avl8 => RecordsFill<Avl8Layout>(packet, options),
            TeltonikaCodec.Avl8Extended => RecordsFill<Avl8ExtendedLayout>(packet, options),
            TeltonikaCodec.Avl16 => RecordsFill<Avl16Layout>(packet, options),
            _ => Gh3000Record.Fill(packet[FirstRecord..^1], packet[1]),
        };

    /// <summary>Delivers the records of a consistent packet, in the order sent.</summary>
    /// <param name="packet">A packet that <see cref="IsConsistent"/>.</param>
    /// <param name="device">Who sent it.</param>
    /// <param name="options">As for <see cref="IsConsistent"/>.</param>
    /// <param name="integrity">What the frame proved.</param>
    /// <param name="output">Where the fixes go.</param>
    internal static void Read(ReadOnlySpan<byte> packet, DeviceKey device, BeaconOptions options, FixIntegrity integrity, in FrameOutput output)
    {
        switch (packet[0])
        {
            case TeltonikaCodec.Avl8:
                ReadRecords<Avl8Layout>(packet, device, options, integrity, output);
                break;
            case TeltonikaCodec.Avl8Extended:
                ReadRecords<Avl8ExtendedLayout>(packet, device, options, integrity, output);
                break;
            case TeltonikaCodec.Avl16:
                ReadRecords<Avl16Layout>(packet, device, options, integrity, output);
                break;
            default:
                Gh3000Record.Read(packet[FirstRecord..^1], device, integrity, output);
                break;
        }
    }

    private static bool RecordsFill<TLayout>(ReadOnlySpan<byte> packet, BeaconOptions options)
        where TLayout : struct, IAvlLayout
    {
        var rest = packet[FirstRecord..^1];
        for (int count = packet[1]; count > 0; count--)
        {
            var length = AvlRecord<TLayout>.Measure(rest, options.TeltonikaWideGroup, anyTotal: options.Lenient);
            if (length < 0)
            {
                return false;
            }

            rest = rest[length..];
        }

        return rest.IsEmpty;
    }

    private static void ReadRecords<TLayout>(ReadOnlySpan<byte> packet, DeviceKey device, BeaconOptions options, FixIntegrity integrity, in FrameOutput output)
        where TLayout : struct, IAvlLayout
    {
        var rest = packet[FirstRecord..^1];
        while (!rest.IsEmpty)
        {
            var length = AvlRecord<TLayout>.Measure(rest, options.TeltonikaWideGroup, anyTotal: true);
            AvlRecord<TLayout>.Read(rest[..length], device, integrity, output);
            rest = rest[length..];
        }
    }
}
