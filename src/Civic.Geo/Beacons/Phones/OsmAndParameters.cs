using System.Buffers.Text;

namespace Civic.Geo.Beacons;

/// <summary>Reads <c>key=value&amp;key=value</c>, percent-encoded, from a query or a form. Of a key given twice the last counts; unknown keys are passed over.</summary>
internal static class OsmAndParameters
{
    /// <summary>Longer than any value that is read; a longer one can be none of them.</summary>
    private const int MaxValueLength = 128;

    /// <summary>Reads parameters into a report.</summary>
    /// <returns>Whether place and time, where given, are what they should be.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> parameters, double metresPerSecond, ref PhoneReport report)
    {
        Span<byte> buffer = stackalloc byte[MaxValueLength];
        while (!parameters.IsEmpty)
        {
            var end = parameters.IndexOf((byte)'&');
            var pair = end < 0 ? parameters : parameters[..end];
            parameters = end < 0 ? [] : parameters[(end + 1)..];
            var equals = pair.IndexOf((byte)'=');
            if (equals <= 0)
            {
                continue;
            }

            var length = Decode(pair[(equals + 1)..], buffer);
            if (!TryApply(pair[..equals], length < 0 ? [] : buffer[..length], metresPerSecond, ref report))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryApply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, double metresPerSecond, ref PhoneReport report)
    {
        if (key.SequenceEqual("id"u8) || key.SequenceEqual("deviceid"u8))
        {
            DeviceKey.TryCreate(value, out report.Device);
            return true;
        }

        return key.SequenceEqual("lat"u8) ? TryNumber(value, out report.Latitude)
            : key.SequenceEqual("lon"u8) ? TryNumber(value, out report.Longitude)
            : key.SequenceEqual("location"u8) ? TryLocation(value, ref report)
            : key.SequenceEqual("timestamp"u8) ? TryTime(value, ref report)
            : ApplyMeasurement(key, value, metresPerSecond, ref report) || ApplyState(key, value, ref report) || true;
    }

    /// <summary>A measurement that is no number is left out: it does not make the place worse.</summary>
    private static bool ApplyMeasurement(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, double metresPerSecond, ref PhoneReport report)
    {
        _ = TryNumber(value, out var number);
        if (key.SequenceEqual("speed"u8))
        {
            report.Speed = number * metresPerSecond;
        }
        else if (key.SequenceEqual("bearing"u8) || key.SequenceEqual("heading"u8))
        {
            report.Course = number;
        }
        else if (key.SequenceEqual("altitude"u8))
        {
            report.Altitude = number;
        }
        else if (key.SequenceEqual("accuracy"u8))
        {
            report.Accuracy = number;
        }
        else if (key.SequenceEqual("hdop"u8))
        {
            report.Hdop = number;
        }
        else if (key.SequenceEqual("batt"u8))
        {
            report.Battery = number;
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool ApplyState(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ref PhoneReport report)
    {
        var isYes = PhoneAlarm.IsYes(value);
        if (key.SequenceEqual("valid"u8))
        {
            report.IsDoubted = !isYes;
            return true;
        }

        report.Flags |= key.SequenceEqual("charge"u8) && isYes ? FixFlags.Charging
            : key.SequenceEqual("sos"u8) && isYes ? FixFlags.Sos
            : key.SequenceEqual("motion"u8) && isYes ? FixFlags.Moving
            : key.SequenceEqual("mock"u8) && isYes ? FixFlags.Estimated
            : key.SequenceEqual("ignition"u8) ? (isYes ? FixFlags.IgnitionOn : FixFlags.IgnitionOff)
            : key.SequenceEqual("alarm"u8) ? PhoneAlarm.Of(value)
            : FixFlags.None;
        return true;
    }

    private static bool TryLocation(ReadOnlySpan<byte> value, ref PhoneReport report)
    {
        var comma = value.IndexOf((byte)',');
        return comma >= 0 && TryNumber(value[..comma], out report.Latitude) && TryNumber(value[(comma + 1)..].Trim((byte)' '), out report.Longitude);
    }

    private static bool TryTime(ReadOnlySpan<byte> value, ref PhoneReport report)
    {
        var isTime = PhoneTime.TryRead(value, out var milliseconds);
        report.TimeMilliseconds = milliseconds;
        return isTime;
    }

    private static bool TryNumber(ReadOnlySpan<byte> value, out double number)
    {
        if (Utf8Parser.TryParse(value, out number, out var used) && used == value.Length && double.IsFinite(number))
        {
            return true;
        }

        number = double.NaN;
        return false;
    }

    /// <summary>Undoes percent-encoding and plus signs; a percent sign without two hexadecimal digits stands for itself.</summary>
    /// <returns>The length, or -1 when it does not fit.</returns>
    private static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (length == decoded.Length)
            {
                return -1;
            }

            var b = encoded[i];
            if (b == '%' && i + 2 < encoded.Length && char.IsAsciiHexDigit((char)encoded[i + 1]) && char.IsAsciiHexDigit((char)encoded[i + 2]))
            {
                b = (byte)((HexValue(encoded[i + 1]) << 4) | HexValue(encoded[i + 2]));
                i += 2;
            }
            else if (b == '+')
            {
                b = (byte)' ';
            }

            decoded[length++] = b;
        }

        return length;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
