using System.Globalization;

namespace Civic.Geo.Beacons;

/// <summary>A JT/T 808 terminal number as a device key.</summary>
internal static class Jt808Terminal
{
    private const ulong FirstImei = 10_000_000_000_000;

    /// <summary>
    /// The key of a terminal: all its digits, leading zeros kept. A number that is not decimal is an IMEI if it is 14
    /// digits when taken as one binary number, as some trackers send theirs (the fifteenth, a check digit, is added);
    /// otherwise its nibbles as hexadecimal digits in lower case.
    /// </summary>
    /// <param name="number">6 or 10 bytes.</param>
    internal static DeviceKey ToKey(ReadOnlySpan<byte> number)
    {
        Span<byte> text = stackalloc byte[2 * number.Length];
        var length = text.Length;
        ulong binary = 0;
        foreach (var b in number)
        {
            binary = (binary << 8) | b;
        }

        if (number.Length == 6 && !Bcd.IsDecimal(binary) && binary is >= FirstImei and < 10 * FirstImei)
        {
            Span<byte> imei = stackalloc byte[15];
            binary.TryFormat(imei, out _, provider: CultureInfo.InvariantCulture);
            imei[14] = CheckDigit(imei[..14]);
            return DeviceKey.TryCreate(imei, out var device) ? device : DeviceKey.None;
        }

        Bcd.WriteDigits(number, text);
        return DeviceKey.TryCreate(text[..length], out var key) ? key : DeviceKey.None;
    }

    /// <summary>Luhn's check digit.</summary>
    private static byte CheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i] - '0';
            var weighted = (digits.Length - i) % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return (byte)('0' + ((10 - (sum % 10)) % 10));
    }
}
