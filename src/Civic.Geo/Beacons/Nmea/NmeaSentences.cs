using System.Buffers.Binary;

namespace Civic.Geo.Beacons;

/// <summary>The sentences that say where or when, field by field. NMEA 0183 as receivers speak it, versions 1.5 to 4.11.</summary>
internal static class NmeaSentences
{
    private const double MetresPerSecondPerKnot = 1852.0 / 3600;
    private const double MetresPerSecondPerKilometreAnHour = 1000.0 / 3600;

    // The type and the comma after it, as they lie in memory.
    public const uint Rmc = 'R' | 'M' << 8 | 'C' << 16 | ',' << 24;
    public const uint Gga = 'G' | 'G' << 8 | 'A' << 16 | ',' << 24;
    public const uint Gll = 'G' | 'L' << 8 | 'L' << 16 | ',' << 24;
    public const uint Gns = 'G' | 'N' << 8 | 'S' << 16 | ',' << 24;
    public const uint Vtg = 'V' | 'T' << 8 | 'G' << 16 | ',' << 24;
    public const uint Gsa = 'G' | 'S' << 8 | 'A' << 16 | ',' << 24;
    public const uint Zda = 'Z' | 'D' << 8 | 'A' << 16 | ',' << 24;

    /// <summary>The length of <c>$ttsss,</c>: two letters of talker, three of type.</summary>
    public const int AddressLength = 7;

    /// <summary>Whether a report comes from a ZDA: a date, at a time that need not be the time of a fix.</summary>
    public static bool IsDateOnly(in NmeaReport report) => report.Address >> 16 == (Zda & 0xffffff);

    /// <summary>Whether these are sentences that <see cref="Read"/> takes anything from.</summary>
    public static bool IsRead(uint type) => type is Rmc or Gga or Gll or Gns or Vtg or Gsa or Zda;

    /// <summary>The type of a sentence of at least <see cref="AddressLength"/> bytes.</summary>
    public static uint TypeOf(ReadOnlySpan<byte> sentence) => BinaryPrimitives.ReadUInt32LittleEndian(sentence[3..]);

    /// <summary>Reads a sentence for which <see cref="IsRead"/> holds.</summary>
    /// <returns>Why it must be refused, or <see langword="null"/>.</returns>
    public static RefusalReason? Read(uint type, in NmeaFields fields, ref NmeaReport report) => type switch
    {
        Rmc => ReadRmc(fields, ref report),
        Gga => ReadGga(fields, ref report),
        Gll => ReadGll(fields, ref report),
        Gns => ReadGns(fields, ref report),
        Vtg => ReadVtg(fields, ref report),
        Gsa => ReadGsa(fields, ref report),
        _ => ReadZda(fields, ref report),
    };

    /// <summary>time, status, lat, N/S, lon, E/W, knots, course, date, variation, E/W, [mode], [navigation status].</summary>
    private static RefusalReason? ReadRmc(in NmeaFields fields, ref NmeaReport report)
    {
        report.IsVoid = fields.First(2) != 'A';
        ReadMode(fields.First(12), ref report);
        if (ReadTime(fields, 1, ref report) is { } badTime)
        {
            return badTime;
        }

        if (!fields[9].IsEmpty)
        {
            if (!NmeaCalendar.TryReadShortDate(fields[9], out report.Day))
            {
                return RefusalReason.ImpossibleTime;
            }

            report.Known |= NmeaKnown.Date;
        }

        ReadSpeed(fields, 7, MetresPerSecondPerKnot, ref report);
        ReadCourse(fields, 8, ref report);
        return ReadPosition(fields, 3, ref report);
    }

    /// <summary>time, lat, N/S, lon, E/W, quality, satellites, HDOP, altitude, M, geoid separation, M, age, station.</summary>
    private static RefusalReason? ReadGga(in NmeaFields fields, ref NmeaReport report)
    {
        var quality = fields.First(6);
        report.IsVoid = quality is 0 or (byte)'0';
        report.Flags = quality switch
        {
            (byte)'2' or (byte)'4' or (byte)'5' => FixFlags.Differential,
            (byte)'6' or (byte)'7' or (byte)'8' => FixFlags.Estimated,
            _ => FixFlags.None,
        };
        if (ReadTime(fields, 1, ref report) is { } badTime)
        {
            return badTime;
        }

        ReadQuality(fields, 7, ref report);
        return ReadPosition(fields, 2, ref report);
    }

    /// <summary>lat, N/S, lon, E/W, [time], [status], [mode].</summary>
    private static RefusalReason? ReadGll(in NmeaFields fields, ref NmeaReport report)
    {
        report.IsVoid = fields.First(6) is not (0 or (byte)'A');
        ReadMode(fields.First(7), ref report);
        return ReadTime(fields, 5, ref report) ?? ReadPosition(fields, 1, ref report);
    }

    /// <summary>time, lat, N/S, lon, E/W, a mode letter per system, satellites, HDOP, altitude, geoid separation, age, station.</summary>
    private static RefusalReason? ReadGns(in NmeaFields fields, ref NmeaReport report)
    {
        var modes = fields[6];
        report.IsVoid = !modes.ContainsAnyExcept((byte)'N');
        if (modes.ContainsAny("DRF"u8))
        {
            report.Flags = FixFlags.Differential;
        }
        else if (modes.ContainsAny("EMS"u8) && !modes.ContainsAny("AP"u8))
        {
            report.Flags = FixFlags.Estimated;
        }

        if (ReadTime(fields, 1, ref report) is { } badTime)
        {
            return badTime;
        }

        ReadQuality(fields, 7, ref report);
        return ReadPosition(fields, 2, ref report);
    }

    /// <summary>course, T, course, M, knots, N, km/h, K, [mode]; before version 2.0 the same without the letters.</summary>
    private static RefusalReason? ReadVtg(in NmeaFields fields, ref NmeaReport report)
    {
        var (hasLetters, knots, kilometres) = fields[2].SequenceEqual("T"u8) ? (true, 5, 7) : (false, 3, 4);
        if (!hasLetters && !fields[5].IsEmpty)
        {
            return null;
        }

        ReadCourse(fields, 1, ref report);
        ReadSpeed(fields, knots, MetresPerSecondPerKnot, ref report);
        if (!report.Has(NmeaKnown.Speed))
        {
            ReadSpeed(fields, kilometres, MetresPerSecondPerKilometreAnHour, ref report);
        }

        return null;
    }

    /// <summary>automatic/manual, fix 1/2/3, twelve satellites, PDOP, HDOP, VDOP, [system].</summary>
    private static RefusalReason? ReadGsa(in NmeaFields fields, ref NmeaReport report)
    {
        ReadHdop(fields, 16, ref report);
        return null;
    }

    /// <summary>time, day, month, year, zone hours, zone minutes.</summary>
    private static RefusalReason? ReadZda(in NmeaFields fields, ref NmeaReport report)
    {
        if (fields[2].IsEmpty || fields[3].IsEmpty || fields[4].IsEmpty)
        {
            return null;
        }

        if (!fields.TryWhole(2, out var day) || !fields.TryWhole(3, out var month) || !fields.TryWhole(4, out var year))
        {
            return RefusalReason.Malformed;
        }

        if (!NmeaCalendar.TryDay((int)Math.Min(year, int.MaxValue), (int)Math.Min(month, 99), (int)Math.Min(day, 99), out report.Day))
        {
            return RefusalReason.ImpossibleTime;
        }

        report.Known |= NmeaKnown.Date;
        return ReadTime(fields, 1, ref report);
    }

    private static RefusalReason? ReadTime(in NmeaFields fields, int field, ref NmeaReport report)
    {
        if (fields.First(field) == 0)
        {
            return null;
        }

        report.Known |= NmeaKnown.Time;
        return fields.ReadTime(field, out report.TimeOfDay);
    }

    private static RefusalReason? ReadPosition(in NmeaFields fields, int field, ref NmeaReport report)
    {
        if (fields.First(field) == 0 || fields.First(field + 2) == 0)
        {
            return null;
        }

        var reason = fields.ReadAngle(field, (byte)'N', (byte)'S', 90, out report.Latitude, out var latitudeDecimals)
            ?? fields.ReadAngle(field + 2, (byte)'E', (byte)'W', 180, out report.Longitude, out latitudeDecimals);
        report.Decimals = (byte)latitudeDecimals;
        report.Known |= NmeaKnown.Position;
        return reason;
    }

    /// <summary>Satellites, HDOP and altitude lie side by side in GGA and GNS.</summary>
    private static void ReadQuality(in NmeaFields fields, int field, ref NmeaReport report)
    {
        if (fields.TryWhole(field, out var satellites) && satellites <= (uint)short.MaxValue)
        {
            report.Satellites = (short)satellites;
            report.Known |= NmeaKnown.Satellites;
        }

        ReadHdop(fields, field + 1, ref report);
        if (fields.TryNumber(field + 2, out report.Altitude))
        {
            report.Known |= NmeaKnown.Altitude;
        }
    }

    private static void ReadHdop(in NmeaFields fields, int field, ref NmeaReport report)
    {
        if (fields.TryNumber(field, out report.Hdop))
        {
            report.Known |= NmeaKnown.Hdop;
        }
    }

    private static void ReadSpeed(in NmeaFields fields, int field, double unit, ref NmeaReport report)
    {
        if (fields.TryNumber(field, out var speed) && speed >= 0)
        {
            report.Speed = speed * unit;
            report.Known |= NmeaKnown.Speed;
        }
    }

    private static void ReadCourse(in NmeaFields fields, int field, ref NmeaReport report)
    {
        if (fields.TryNumber(field, out report.Course) && report.Course is >= 0 and <= 360)
        {
            report.Known |= NmeaKnown.Course;
        }
    }

    private static void ReadMode(byte mode, ref NmeaReport report)
    {
        switch (mode)
        {
            case (byte)'N':
                report.IsVoid = true;
                break;
            case (byte)'D' or (byte)'R' or (byte)'F':
                report.Flags = FixFlags.Differential;
                break;
            case (byte)'E' or (byte)'M' or (byte)'S':
                report.Flags = FixFlags.Estimated;
                break;
            default:
                break;
        }
    }
}
