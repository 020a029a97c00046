namespace Civic.Geo.Beacons;

/// <summary>Binary-coded decimal: two digits a byte, the higher nibble first.</summary>
internal static class Bcd
{
    private const ulong Sixes = 0x0666_6666_6666_6666;
    private const ulong Carries = 0x1111_1111_1111_1110;

    /// <summary>Whether every nibble of a number of up to 15 nibbles is a decimal digit.</summary>
    internal static bool IsDecimal(ulong packed) => (((packed + Sixes) ^ packed ^ Sixes) & Carries) == 0;

    /// <summary>Whether every nibble is a decimal digit.</summary>
    internal static bool IsDecimal(ReadOnlySpan<byte> packed)
    {
        foreach (var b in packed)
        {
            if (!IsDecimal(b))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Turns each byte of two decimal digits into its value 0 to 99.</summary>
    /// <param name="packed">Bytes for which <see cref="IsDecimal(ulong)"/> holds.</param>
    internal static ulong ToBytes(ulong packed) => packed - (6 * ((packed >> 4) & 0x0F0F_0F0F_0F0F_0F0F));

    /// <summary>The number that the digits spell.</summary>
    /// <param name="packed">Up to 9 bytes, all digits.</param>
    internal static ulong ToNumber(ReadOnlySpan<byte> packed)
    {
        ulong number = 0;
        foreach (var b in packed)
        {
            number = (number * 100) + (byte)(b - (6 * (b >> 4)));
        }

        return number;
    }

    /// <summary>Writes each nibble as a character 0 to 9 or a to f.</summary>
    /// <param name="packed">Any bytes.</param>
    /// <param name="ascii">At least twice as long.</param>
    internal static void WriteDigits(ReadOnlySpan<byte> packed, Span<byte> ascii)
    {
        var digits = "0123456789abcdef"u8;
        for (var i = 0; i < packed.Length; i++)
        {
            ascii[2 * i] = digits[packed[i] >> 4];
            ascii[(2 * i) + 1] = digits[packed[i] & 0xF];
        }
    }
}
