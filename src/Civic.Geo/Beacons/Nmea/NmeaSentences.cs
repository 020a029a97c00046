using System.Buffers.Binary;
using System.Runtime.CompilerServices;

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

    /// <summary>Reads a sentence for which <see cref="IsRead"/> holds. The parts of <see cref="NmeaFields"/> come one by one, in registers.</summary>
    /// <returns>Why it must be refused, or <see langword="null"/>.</returns>
    public static RefusalReason? Read(uint type, ReadOnlySpan<byte> sentence, ref int ends, ref NmeaReport report, ref NmeaRecent recent) => type switch
    {
        Rmc => ReadRmc(sentence, ref ends, ref report, ref recent),
        Gga => ReadGga(sentence, ref ends, ref report, ref recent),
        Gll => ReadGll(new(sentence, ref ends), ref report, ref recent),
        Gns => ReadGns(new(sentence, ref ends), ref report, ref recent),
        Vtg => ReadVtg(new(sentence, ref ends), ref report),
        Gsa => ReadGsa(new(sentence, ref ends), ref report),
        _ => ReadZda(new(sentence, ref ends), ref report, ref recent),
    };

    /// <summary>time, status, lat, N/S, lon, E/W, knots, course, date, variation, E/W, [mode], [navigation status].</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RefusalReason? ReadRmc(ReadOnlySpan<byte> sentence, ref int ends, ref NmeaReport report, ref NmeaRecent recent)
    {
        var fields = new NmeaFields(sentence, ref ends);
        report.IsVoid = fields.First(2) != 'A';
        ReadMode(fields.First(12), ref report);
        if (ReadTime(fields, 1, ref report, ref recent) is { } badTime)
        {
            return badTime;
        }

        if (fields.Has(9) && !TryReadDate(fields, ref report, ref recent))
        {
            return RefusalReason.ImpossibleTime;
        }

        ReadSpeed(fields, 7, MetresPerSecondPerKnot, ref report);
        ReadCourse(fields, 8, ref report);
        return ReadPosition(fields, 3, ref report, ref recent);
    }

    /// <summary>time, lat, N/S, lon, E/W, quality, satellites, HDOP, altitude, M, geoid separation, M, age, station.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RefusalReason? ReadGga(ReadOnlySpan<byte> sentence, ref int ends, ref NmeaReport report, ref NmeaRecent recent)
    {
        var fields = new NmeaFields(sentence, ref ends);
        var quality = fields.First(6);
        report.IsVoid = quality is 0 or (byte)'0';
        report.Flags = quality switch
        {
            (byte)'2' or (byte)'4' or (byte)'5' => FixFlags.Differential,
            (byte)'6' or (byte)'7' or (byte)'8' => FixFlags.Estimated,
            _ => FixFlags.None,
        };
        if (ReadTime(fields, 1, ref report, ref recent) is { } badTime)
        {
            return badTime;
        }

        ReadQuality(fields, 7, ref report);
        return ReadPosition(fields, 2, ref report, ref recent);
    }

    /// <summary>lat, N/S, lon, E/W, [time], [status], [mode].</summary>
    private static RefusalReason? ReadGll(NmeaFields fields, ref NmeaReport report, ref NmeaRecent recent)
    {
        report.IsVoid = fields.First(6) is not (0 or (byte)'A');
        ReadMode(fields.First(7), ref report);
        return ReadTime(fields, 5, ref report, ref recent) ?? ReadPosition(fields, 1, ref report, ref recent);
    }

    /// <summary>time, lat, N/S, lon, E/W, a mode letter per system, satellites, HDOP, altitude, geoid separation, age, station.</summary>
    private static RefusalReason? ReadGns(NmeaFields fields, ref NmeaReport report, ref NmeaRecent recent)
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

        if (ReadTime(fields, 1, ref report, ref recent) is { } badTime)
        {
            return badTime;
        }

        ReadQuality(fields, 7, ref report);
        return ReadPosition(fields, 2, ref report, ref recent);
    }

    /// <summary>course, T, course, M, knots, N, km/h, K, [mode]; before version 2.0 the same without the letters.</summary>
    private static RefusalReason? ReadVtg(NmeaFields fields, ref NmeaReport report)
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
    private static RefusalReason? ReadGsa(NmeaFields fields, ref NmeaReport report)
    {
        ReadHdop(fields, 16, ref report);
        return null;
    }

    /// <summary>time, day, month, year, zone hours, zone minutes.</summary>
    private static RefusalReason? ReadZda(NmeaFields fields, ref NmeaReport report, ref NmeaRecent recent)
    {
        if (!fields.Has(2) || !fields.Has(3) || !fields.Has(4))
        {
            return null;
        }

        var (day, month, year) = (fields.Whole(2), fields.Whole(3), fields.Whole(4));
        if (day < 0 || month < 0 || year < 0)
        {
            return RefusalReason.Malformed;
        }

        if (!NmeaCalendar.TryDay((int)year, (int)month, (int)day, out report.Day))
        {
            return RefusalReason.ImpossibleTime;
        }

        report.Known |= NmeaKnown.Date;
        return ReadTime(fields, 1, ref report, ref recent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RefusalReason? ReadTime(NmeaFields fields, int field, ref NmeaReport report, ref NmeaRecent recent)
    {
        if (!fields.Has(field))
        {
            return null;
        }

        report.Known |= NmeaKnown.Time;
        var text = NmeaRecent.Cut(fields.Text, fields.Start(field), fields.End(field));
        if (recent.TryTime(text, out report.TimeOfDay))
        {
            return null;
        }

        var time = fields.Time(field);
        if (time < 0)
        {
            return time == NmeaFields.Impossible ? RefusalReason.ImpossibleTime : RefusalReason.Malformed;
        }

        report.TimeOfDay = time;
        recent.KeepTime(text, time);
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadDate(NmeaFields fields, ref NmeaReport report, ref NmeaRecent recent)
    {
        const int field = 9;
        report.Known |= NmeaKnown.Date;
        var pairs = fields.End(field) - fields.Start(field) == 6 ? NmeaDigits.ReadPairs(fields.Text, fields.End(field)) : -1;
        if (recent.TryDay(pairs, out report.Day))
        {
            return true;
        }

        if (!NmeaCalendar.TryShortDate(pairs, out report.Day))
        {
            return false;
        }

        recent.KeepDay(pairs, report.Day);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RefusalReason? ReadPosition(NmeaFields fields, int field, ref NmeaReport report, ref NmeaRecent recent)
    {
        if (!fields.Has(field) || !fields.Has(field + 2))
        {
            return null;
        }

        report.Known |= NmeaKnown.Position;
        report.Fineness = (byte)(fields.End(field) - fields.Start(field));
        var text = fields.Has(field + 3) ? NmeaRecent.Cut(fields.Text, fields.Start(field), fields.End(field + 3)) : default;
        if (recent.TryPlace(text, out report.Latitude, out report.Longitude))
        {
            return null;
        }

        var latitude = fields.Angle(field, (byte)'N', (byte)'S');
        var longitude = fields.Angle(field + 2, (byte)'E', (byte)'W');
        if (!(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180))
        {
            return double.IsNaN(latitude) || double.IsNaN(longitude) ? RefusalReason.Malformed : RefusalReason.PositionOutOfRange;
        }

        report.Latitude = latitude;
        report.Longitude = longitude;
        recent.KeepPlace(text, latitude, longitude);
        return null;
    }

    /// <summary>Satellites, HDOP and altitude lie side by side in GGA and GNS.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadQuality(NmeaFields fields, int field, ref NmeaReport report)
    {
        var satellites = fields.Whole(field);
        if (satellites is >= 0 and <= short.MaxValue)
        {
            report.Satellites = (short)satellites;
            report.Known |= NmeaKnown.Satellites;
        }

        ReadHdop(fields, field + 1, ref report);
        report.Altitude = fields.Number(field + 2);
        report.Known |= double.IsNaN(report.Altitude) ? 0 : NmeaKnown.Altitude;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadHdop(NmeaFields fields, int field, ref NmeaReport report)
    {
        report.Hdop = fields.Number(field);
        report.Known |= double.IsNaN(report.Hdop) ? 0 : NmeaKnown.Hdop;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadSpeed(NmeaFields fields, int field, double unit, ref NmeaReport report)
    {
        var speed = fields.Number(field);
        report.Speed = speed * unit;
        report.Known |= speed >= 0 ? NmeaKnown.Speed : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadCourse(NmeaFields fields, int field, ref NmeaReport report)
    {
        report.Course = fields.Number(field);
        report.Known |= report.Course is >= 0 and <= 360 ? NmeaKnown.Course : 0;
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
