using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Civic.Geo.Beacons;

/// <summary>
/// The time, date and place read last, beside their text. The sentences of one cycle repeat them letter by letter, and
/// equal text needs no second reading.
/// </summary>
internal struct NmeaRecent
{
    /// <summary>The longest text remembered.</summary>
    public const int MaxLength = 32;

    private Vector256<byte> _timeText;
    private Vector256<byte> _placeText;
    private int _time;
    private long _datePairs;
    private int _day;
    private double _latitude;
    private double _longitude;

    /// <summary>Read from 32 - n, keeps the first n bytes of a text.</summary>
    private static ReadOnlySpan<byte> Keep =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The text from <paramref name="start"/> to <paramref name="end"/> followed by zeros, or zeros alone when it is too long or too near the sentence's end.</summary>
    public static Vector256<byte> Cut(ReadOnlySpan<byte> sentence, int start, int end) =>
        (uint)(end - start) <= MaxLength && start + MaxLength <= sentence.Length
            ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(sentence), (nuint)start)
                & Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(Keep), (nuint)(MaxLength - (end - start)))
            : Vector256<byte>.Zero;

    public readonly bool TryTime(Vector256<byte> text, out int time)
    {
        time = _time;
        return text == _timeText && text != Vector256<byte>.Zero;
    }

    public readonly bool TryDay(long pairs, out int day)
    {
        day = _day;
        return pairs == _datePairs && pairs > 0;
    }

    public readonly bool TryPlace(Vector256<byte> text, out double latitude, out double longitude)
    {
        (latitude, longitude) = (_latitude, _longitude);
        return text == _placeText && text != Vector256<byte>.Zero;
    }

    public void KeepTime(Vector256<byte> text, int time) => (_timeText, _time) = (text, time);

    public void KeepDay(long pairs, int day) => (_datePairs, _day) = (pairs, day);

    public void KeepPlace(Vector256<byte> text, double latitude, double longitude) => (_placeText, _latitude, _longitude) = (text, latitude, longitude);
}
