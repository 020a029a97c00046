using System.Buffers.Binary;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// One record of codec 07 (GH3000, a personal tracker): u32 seconds since 2007 in the low 30 bits, a mask of parts, then
/// the position with a mask of its own and up to three groups of items of 1, 2 and 4 bytes.
/// </summary>
internal static class Gh3000Record
{
    private const long Epoch = 1_167_609_600;
    private const uint SecondsMask = 0x3FFF_FFFF;
    private const int HasPosition = 0x01;
    private const int Groups = 0x0E;
    private const double CourseUnit = 360.0 / 256;

    /// <summary>Bytes of each part of a position, by its bit in the mask: place, altitude, course, speed, satellites, cell, signal, operator.</summary>
    private static ReadOnlySpan<byte> PartLengths => [8, 2, 1, 1, 1, 4, 1, 4];

    /// <summary>Whether <paramref name="count"/> records fill the bytes exactly.</summary>
    internal static bool Fill(ReadOnlySpan<byte> bytes, int count)
    {
        for (; count > 0; count--)
        {
            var length = Measure(bytes);
            if (length < 0)
            {
                return false;
            }

            bytes = bytes[length..];
        }

        return bytes.IsEmpty;
    }

    /// <summary>Delivers records that fill the bytes.</summary>
    internal static void Read(ReadOnlySpan<byte> bytes, DeviceKey device, FixIntegrity integrity, in FrameOutput output)
    {
        while (!bytes.IsEmpty)
        {
            var length = Measure(bytes);
            ReadOne(bytes[..length], device, integrity, output);
            bytes = bytes[length..];
        }
    }

    private static int Measure(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 5 || (bytes[4] & ~(HasPosition | Groups)) != 0)
        {
            return -1;
        }

        var position = 5;
        if ((bytes[4] & HasPosition) != 0)
        {
            if (bytes.Length < 6)
            {
                return -1;
            }

            position = 6 + PositionLength(bytes[5]);
        }

        for (int group = 1, width = 1; group <= 3; group++, width *= 2)
        {
            if ((bytes[4] & (1 << group)) == 0)
            {
                continue;
            }

            if (position >= bytes.Length)
            {
                return -1;
            }

            position += 1 + (bytes[position] * (1 + width));
        }

        return position <= bytes.Length ? position : -1;
    }

    private static int PositionLength(int mask)
    {
        var length = 0;
        for (var part = 0; part < PartLengths.Length; part++)
        {
            length += ((mask >> part) & 1) * PartLengths[part];
        }

        return length;
    }

    private static void ReadOne(ReadOnlySpan<byte> record, DeviceKey device, FixIntegrity integrity, in FrameOutput output)
    {
        var fix = new Fix
        {
            Device = device,
            ReceiveTime = output.ReceiveTime,
            FixTime = Instant.FromUnixTimeSeconds(Epoch + (BinaryPrimitives.ReadUInt32BigEndian(record) & SecondsMask)),
            Integrity = integrity,
        };
        var parts = record[4];
        var rest = record[5..];
        if ((parts & HasPosition) != 0)
        {
            fix = WithPosition(fix, rest, output);
            rest = rest[(1 + PositionLength(rest[0]))..];
        }

        var items = new AvlItems(eventId: 0, priority: 0);
        if ((parts & 0x02) != 0)
        {
            for (var i = 0; i < rest[0]; i++)
            {
                items.TakeByte(rest[1 + (2 * i)], rest[2 + (2 * i)]);
            }
        }

        output.Add(fix with { Flags = items.Flags, Battery = items.Battery });
    }

    private static Fix WithPosition(in Fix fix, ReadOnlySpan<byte> bytes, in FrameOutput output)
    {
        var mask = bytes[0];
        var position = 1;
        GeoPoint? point = null;
        double altitude = double.NaN, course = double.NaN, speed = double.NaN;
        short satellites = -1;
        for (var part = 0; part <= 4; part++)
        {
            if ((mask & (1 << part)) == 0)
            {
                continue;
            }

            var value = bytes[position..];
            position += PartLengths[part];
            switch (part)
            {
                case 0:
                    point = new(BinaryPrimitives.ReadSingleBigEndian(value), BinaryPrimitives.ReadSingleBigEndian(value[4..]));
                    break;
                case 1:
                    altitude = BinaryPrimitives.ReadInt16BigEndian(value);
                    break;
                case 2:
                    course = value[0] * CourseUnit;
                    break;
                case 3:
                    speed = value[0] / 3.6;
                    break;
                default:
                    satellites = value[0];
                    break;
            }
        }

        if (point is { IsValid: false })
        {
            output.Refuse(RefusalReason.PositionOutOfRange);
            point = null;
        }

        return point is not { } place || (satellites == 0 && place == default)
            ? fix with { Satellites = satellites }
            : fix with
            {
                Validity = satellites == 0 ? FixValidity.Invalid : FixValidity.Valid,
                Position = place,
                Altitude = altitude,
                Course = course,
                Speed = speed,
                Satellites = satellites,
            };
    }
}
