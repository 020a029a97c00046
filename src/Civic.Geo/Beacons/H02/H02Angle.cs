using System.Buffers.Text;

namespace Civic.Geo.Beacons;

/// <summary>
/// The ways in which H02 writes an angle: <c>ddmm.mmmm</c> with any number of degree digits, <c>ddmmmmmm</c> without the point
/// (four digits of fraction), and <c>-dd-mm.mmmm</c>, where the signs only separate. The hemisphere is a field of its own.
/// </summary>
internal static class H02Angle
{
    private const int FractionDigits = 4;

    internal static bool TryRead(ReadOnlySpan<byte> text, out double degrees)
    {
        degrees = double.NaN;
        if (text.StartsWith("-"u8))
        {
            text = text[1..];
            var dash = text.IndexOf((byte)'-');
            return dash > 0 && TryWhole(text[..dash], out var whole) && TryMinutes(text[(dash + 1)..], 1, out var minutes) && Join(whole, minutes, out degrees);
        }

        var point = text.IndexOf((byte)'.');
        var wholeDigits = (point < 0 ? text.Length - FractionDigits : point) - 2;
        return wholeDigits > 0 && TryWhole(text[..wholeDigits], out var left)
            && TryMinutes(text[wholeDigits..], point < 0 ? 10_000 : 1, out var right) && Join(left, right, out degrees);
    }

    private static bool TryWhole(ReadOnlySpan<byte> text, out int whole)
    {
        whole = 0;
        return text.Length <= 3 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(text, out whole, out _);
    }

    private static bool TryMinutes(ReadOnlySpan<byte> text, int scale, out double minutes)
    {
        minutes = 0;
        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]) || !Utf8Parser.TryParse(text, out minutes, out var used, 'F') || used != text.Length)
        {
            return false;
        }

        minutes /= scale;
        return minutes < 60;
    }

    private static bool Join(int whole, double minutes, out double degrees)
    {
        degrees = whole + (minutes / 60);
        return true;
    }
}
