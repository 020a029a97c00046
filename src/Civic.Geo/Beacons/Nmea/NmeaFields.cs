using System.Runtime.CompilerServices;

namespace Civic.Geo.Beacons;

/// <summary>The comma-separated fields of one sentence, read where they lie. Field 0 is the address; any other may be empty.</summary>
/// <param name="text">The sentence from its <c>$</c>; may go on after the last field.</param>
/// <param name="ends">Where the fields end, as <see cref="NmeaScan.Split"/> writes them: each below the length of <paramref name="text"/>.</param>
internal readonly ref struct NmeaFields(ReadOnlySpan<byte> text, ref int ends)
{
    /// <summary>Fields that can be asked for; those a sentence does not have are empty. GSA, the longest, has 19.</summary>
    public const int Count = 24;

    /// <summary>No number where one was asked for.</summary>
    public const long Unreadable = -1;

    /// <summary>Digits that are no time.</summary>
    public const int Impossible = -2;

    private readonly ReadOnlySpan<byte> _text = text;

    // A reference, because a span would be checked at every field of every sentence.
    private readonly ref int _ends = ref ends;

    /// <summary>The whole sentence.</summary>
    public ReadOnlySpan<byte> Text => _text;

    /// <summary>The field's text.</summary>
    public ReadOnlySpan<byte> this[int field] => Has(field) ? _text[Start(field)..End(field)] : [];

    /// <summary>Where the field begins.</summary>
    public int Start(int field) => Unsafe.Add(ref _ends, field - 1) + 1;

    /// <summary>Where the field ends.</summary>
    public int End(int field) => Unsafe.Add(ref _ends, field);

    /// <summary>Whether the sentence has the field and it is not empty.</summary>
    public bool Has(int field) => Start(field) < End(field);

    /// <summary>The field's first character, or 0.</summary>
    public byte First(int field) => Has(field) ? _text[Start(field)] : (byte)0;

    /// <summary>Reads a number that may have a sign and a point.</summary>
    /// <returns>NaN for an empty or unreadable field.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Number(int field)
    {
        if (!Has(field))
        {
            return double.NaN;
        }

        var start = Start(field);
        var negative = _text[start] == '-';
        var value = NmeaDigits.ReadDecimal(_text, start + (negative ? 1 : 0), End(field));

        // A whole number below 2^53 but for absurd ones, so that the only rounding is the division's.
        var number = value < 0 ? double.NaN : value / (double)NmeaDigits.Unit;
        return negative ? -number : number;
    }

    /// <summary>Reads a number of one to eight digits, or gives <see cref="Unreadable"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Whole(int field) => Has(field) ? NmeaDigits.ReadWhole(_text, Start(field), End(field)) : Unreadable;

    /// <summary>Reads hhmmss with an optional fraction, of which digits below a millisecond are cut.</summary>
    /// <returns>Milliseconds since midnight, in a leap second (ss = 60) those of the next minute; or <see cref="Unreadable"/>, or <see cref="Impossible"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Time(int field)
    {
        var (start, end) = (Start(field), End(field));
        var pairs = end - start < 6 ? Unreadable : NmeaDigits.ReadPairs(_text, start + 6);
        if (pairs < 0)
        {
            return (int)Unreadable;
        }

        var (hours, minutes, seconds) = ((byte)pairs, (byte)(pairs >> 16), (byte)(pairs >> 32));
        if (hours > 23 || minutes > 59 || seconds > 60)
        {
            return Impossible;
        }

        var whole = ((hours * 60 + minutes) * 60 + seconds) * 1000;
        if (end - start <= 7)
        {
            return end - start == 6 || _text[start + 6] == '.' ? whole : (int)Unreadable;
        }

        // Of a longer fraction, the first eight digits are enough for milliseconds.
        var fraction = NmeaDigits.ReadFraction(_text, start + 7, Math.Min(end, start + 15));
        return fraction < 0 || _text[start + 6] != '.' ? (int)Unreadable : whole + (int)((uint)fraction / (uint)(NmeaDigits.Unit / 1000));
    }

    /// <summary>Reads an angle <c>[d...]mm.m...</c> and the hemisphere after it.</summary>
    /// <param name="field">The field of the angle; the hemisphere is in the next one.</param>
    /// <param name="positive">N or E.</param>
    /// <param name="negative">S or W.</param>
    /// <returns>Degrees, or NaN when it cannot be read.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Angle(int field, byte positive, byte negative)
    {
        var value = NmeaDigits.ReadDecimal(_text, Start(field), End(field));

        // The two digits before the point are minutes, however many degree digits there are.
        var wholeDegrees = value / (100 * NmeaDigits.Unit);
        var minutes = value - wholeDegrees * (100 * NmeaDigits.Unit);
        var hemisphere = First(field + 1);
        if (value < 0 || minutes >= 60 * NmeaDigits.Unit || (hemisphere != positive && hemisphere != negative))
        {
            return double.NaN;
        }

        // A whole number below 2^53, so that the only rounding is the division's.
        var degrees = (wholeDegrees * (60 * NmeaDigits.Unit) + minutes) / (60.0 * NmeaDigits.Unit);
        return hemisphere == negative ? -degrees : degrees;
    }
}
