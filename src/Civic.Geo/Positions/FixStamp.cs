using NodaTime;

namespace Civic.Geo;

/// <summary>
/// Fix time and accuracy in 64 bits: milliseconds since 1970 in the upper 48, accuracy in the lower 16. Stamps of
/// different times compare like the times.
/// </summary>
internal static class FixStamp
{
    private const int AccuracyBits = 16;
    private const ulong UnknownAccuracy = 0xFFFF;

    /// <summary>More than any two places are apart; a larger radius says no more.</summary>
    private const float GreatestAccuracy = 20_100_000;

    /// <summary>The stamp of a time from 1970 on.</summary>
    public static ulong Pack(long milliseconds, double accuracy) => ((ulong)milliseconds << AccuracyBits) | PackAccuracy(accuracy);

    /// <summary>The least stamp of any time after a millisecond.</summary>
    public static ulong After(long milliseconds) => (ulong)Math.Max(0, milliseconds + 1) << AccuracyBits;

    /// <summary>The least stamp of a time, for comparisons; times before 1970 give 0.</summary>
    public static ulong Floor(Instant time) => (ulong)Math.Max(0, time.ToUnixTimeMilliseconds()) << AccuracyBits;

    public static ulong Milliseconds(ulong stamp) => stamp >> AccuracyBits;

    public static Instant Time(ulong stamp) => Instant.FromUnixTimeMilliseconds((long)Milliseconds(stamp));

    /// <summary>Metres, or NaN when unknown.</summary>
    public static float Accuracy(ulong stamp) => BitConverter.UInt32BitsToSingle((uint)(stamp & UnknownAccuracy) << 15);

    /// <summary>A float without its sign and with 8 bits of fraction: rounded up, by less than 1 part in 256, so that a stored circle holds the given one.</summary>
    private static ulong PackAccuracy(double accuracy)
    {
        if (double.IsNaN(accuracy))
        {
            return UnknownAccuracy;
        }

        var rounded = (float)Math.Min(accuracy, GreatestAccuracy);
        if (rounded < accuracy && rounded < GreatestAccuracy)
        {
            rounded = float.BitIncrement(rounded);
        }

        return (BitConverter.SingleToUInt32Bits(rounded) + 0x7FFF) >> 15;
    }
}
