namespace Civic.Geo.Beacons;

/// <summary>The comma-separated fields of one sentence, read where they lie. Field 0 is the address; any other may be empty.</summary>
/// <param name="text">The sentence from its <c>$</c>; may go on after the last field.</param>
/// <param name="ends">Where the fields end.</param>
internal readonly ref struct NmeaFields(ReadOnlySpan<byte> text, ReadOnlySpan<int> ends)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly ReadOnlySpan<int> _ends = ends;

    /// <summary>The field's text; empty when the sentence is shorter.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            Bounds(field, out var start, out var end);
            return _text[start..end];
        }
    }

    /// <summary>The field's first character, or 0.</summary>
    public byte First(int field)
    {
        Bounds(field, out var start, out var end);
        return start < end ? _text[start] : (byte)0;
    }

    /// <summary>Reads a number that may have a sign and a point.</summary>
    /// <returns>Whether there is one; an empty or unreadable field is no number.</returns>
    public bool TryNumber(int field, out double value)
    {
        Bounds(field, out var start, out var end);
        value = 0;
        if (start >= end)
        {
            return false;
        }

        var negative = _text[start] == '-';
        if (!NmeaDigits.TryReadDecimal(_text, start + (negative ? 1 : 0), end, out var whole, out var fraction, out var decimals))
        {
            return false;
        }

        // Whole numbers below 2^53 but for absurd ones, so that the only rounding is the division's.
        var unit = NmeaDigits.PowerOfTen(decimals);
        value = (double)(whole * unit + fraction) / unit;
        value = negative ? -value : value;
        return true;
    }

    /// <summary>Reads a number of whole digits.</summary>
    public bool TryWhole(int field, out uint value)
    {
        Bounds(field, out var start, out var end);
        return NmeaDigits.TryReadWhole(_text, start, end, out value);
    }

    /// <summary>Reads hhmmss with an optional fraction.</summary>
    /// <param name="field">Which field.</param>
    /// <param name="milliseconds">Since midnight; a leap second (ss = 60) reaches into the next minute. Digits below a millisecond are cut.</param>
    /// <returns>Why it cannot be read, or <see langword="null"/>.</returns>
    public RefusalReason? ReadTime(int field, out int milliseconds)
    {
        milliseconds = 0;
        Bounds(field, out var start, out var end);
        if (end - start < 6 || !NmeaDigits.TryReadPairs(_text, start + 6, out var hours, out var minutes, out var seconds))
        {
            return RefusalReason.Malformed;
        }

        if (hours > 23 || minutes > 59 || seconds > 60)
        {
            return RefusalReason.ImpossibleTime;
        }

        var fraction = 0;
        if (end - start > 6 && !TryFraction(start + 6, end, out fraction))
        {
            return RefusalReason.Malformed;
        }

        milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
        return null;
    }

    /// <summary>Reads an angle <c>[d...]mm.m...</c> and the hemisphere after it.</summary>
    /// <param name="field">The field of the angle; the hemisphere is in the next one.</param>
    /// <param name="positive">N or E.</param>
    /// <param name="negative">S or W.</param>
    /// <param name="limit">Largest angle in degrees.</param>
    /// <param name="degrees">The angle.</param>
    /// <param name="decimals">How finely it was written: digits after the point of the minutes.</param>
    public RefusalReason? ReadAngle(int field, byte positive, byte negative, int limit, out double degrees, out int decimals)
    {
        degrees = 0;
        Bounds(field, out var start, out var end);
        if (!NmeaDigits.TryReadDecimal(_text, start, end, out var whole, out var fraction, out decimals))
        {
            return RefusalReason.Malformed;
        }

        // The two digits before the point are minutes, however many degree digits there are.
        var wholeDegrees = whole / 100;
        var wholeMinutes = whole - wholeDegrees * 100;
        var hemisphere = First(field + 1);
        if (wholeMinutes >= 60 || (hemisphere != positive && hemisphere != negative))
        {
            return RefusalReason.Malformed;
        }

        // Whole numbers below 2^53, so that the only rounding is the division's.
        var unit = NmeaDigits.PowerOfTen(decimals);
        degrees = (double)((wholeDegrees * 60L + wholeMinutes) * unit + fraction) / (60 * unit);
        if (degrees > limit)
        {
            return RefusalReason.PositionOutOfRange;
        }

        degrees = hemisphere == negative ? -degrees : degrees;
        return null;
    }

    private bool TryFraction(int start, int end, out int milliseconds)
    {
        milliseconds = 0;
        if (_text[start] != '.')
        {
            return false;
        }

        if (end - start == 1)
        {
            return true;
        }

        end = Math.Min(end, start + 9);
        if (!NmeaDigits.TryReadWhole(_text, start + 1, end, out var fraction))
        {
            return false;
        }

        milliseconds = (int)(fraction * 1000L / NmeaDigits.PowerOfTen(end - start - 1));
        return true;
    }

    private void Bounds(int field, out int start, out int end)
    {
        (start, end) = (0, 0);
        if ((uint)field < (uint)_ends.Length)
        {
            start = _ends[field - 1] + 1;
            end = _ends[field];
        }
    }
}
