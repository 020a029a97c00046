using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Civic.Geo.Beacons;

/// <summary>One record of codecs 8, 8 Extended and 16: a fixed part, then groups of items of 1, 2, 4, 8 (and 16) bytes.</summary>
/// <typeparam name="TLayout">The codec's layout.</typeparam>
internal static class AvlRecord<TLayout>
    where TLayout : struct, IAvlLayout
{
    private const int FixedLength = 24;

    private static int HeadLength => FixedLength + TLayout.IdLength + TLayout.GenerationLength + TLayout.CountLength;

    /// <summary>Walks over a record without reading its items. Linear in the groups, and in the items of the variable group.</summary>
    /// <param name="bytes">From the record's first byte to the end of the record area.</param>
    /// <param name="wideGroup">Whether a group of 16-byte values follows the 8-byte one.</param>
    /// <param name="anyTotal">Whether a total that is not the number of items may pass.</param>
    /// <returns>The record's length, or -1 if its counts lead out of the area or do not add up.</returns>
    internal static int Measure(ReadOnlySpan<byte> bytes, bool wideGroup, bool anyTotal)
    {
        if (bytes.Length < HeadLength)
        {
            return -1;
        }

        var position = HeadLength;
        var items = 0;
        for (int width = 1, last = wideGroup ? 16 : 8; width <= last; width *= 2)
        {
            if (bytes.Length - position < TLayout.CountLength)
            {
                return -1;
            }

            var count = ReadCount(bytes[position..]);
            items += count;
            position += TLayout.CountLength + (count * (TLayout.IdLength + width));
        }

        if (TLayout.HasVariableGroup)
        {
            position = MeasureVariableGroup(bytes, position, ref items);
        }

        return (uint)position <= (uint)bytes.Length && (anyTotal || items == ReadCount(bytes[(HeadLength - TLayout.CountLength)..])) ? position : -1;
    }

    /// <summary>Reads a record that <see cref="Measure"/> has walked over.</summary>
    /// <param name="record">The record and nothing more.</param>
    /// <param name="device">Who sent it.</param>
    /// <param name="integrity">What the frame proved.</param>
    /// <param name="output">Where the fix goes.</param>
    internal static void Read(ReadOnlySpan<byte> record, DeviceKey device, FixIntegrity integrity, in FrameOutput output)
    {
        var gps = new AvlPosition
        {
            Milliseconds = BinaryPrimitives.ReadInt64BigEndian(record),
            Longitude = BinaryPrimitives.ReadInt32BigEndian(record[9..]),
            Latitude = BinaryPrimitives.ReadInt32BigEndian(record[13..]),
            Altitude = BinaryPrimitives.ReadInt16BigEndian(record[17..]),
            Course = BinaryPrimitives.ReadUInt16BigEndian(record[19..]),
            Satellites = record[21],
            Speed = BinaryPrimitives.ReadUInt16BigEndian(record[22..]),
        };
        var eventId = ReadId(record[FixedLength..]);
        var items = new AvlItems(eventId, priority: record[8]);
        var position = HeadLength;
        var count = ReadCount(record[position..]);
        position += TLayout.CountLength;
        for (var end = position + (count * (TLayout.IdLength + 1)); position < end; position += TLayout.IdLength + 1)
        {
            items.TakeByte(ReadId(record[position..]), record[position + TLayout.IdLength]);
        }

        count = ReadCount(record[position..]);
        position += TLayout.CountLength;
        for (; count > 0; count--, position += TLayout.IdLength + 2)
        {
            items.TakeWord(ReadId(record[position..]), BinaryPrimitives.ReadUInt16BigEndian(record[(position + TLayout.IdLength)..]));
        }

        gps.Deliver(device, eventId, items, integrity, output);
    }

    private static int MeasureVariableGroup(ReadOnlySpan<byte> bytes, int position, ref int items)
    {
        if (bytes.Length - position < 2)
        {
            return -1;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]);
        items += count;
        position += 2;
        for (; count > 0; count--)
        {
            if (bytes.Length - position < 4)
            {
                return -1;
            }

            position += 4 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(position + 2)..]);
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadId(ReadOnlySpan<byte> bytes) => TLayout.IdLength == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadCount(ReadOnlySpan<byte> bytes) => TLayout.CountLength == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
