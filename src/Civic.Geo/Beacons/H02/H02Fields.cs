using System.Globalization;
using System.Runtime.CompilerServices;

namespace Civic.Geo.Beacons;

/// <summary>The fields of a text frame between its commas: 0 is the maker, 1 the id, 2 the type.</summary>
internal readonly ref struct H02Fields
{
    /// <summary>Fields beyond these are not looked at; the longest lists of cells hold about 80.</summary>
    internal const int MaxCount = 128;

    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<ushort> _ends;

    /// <summary>Cuts a text.</summary>
    /// <param name="text">The frame without its first and last byte.</param>
    /// <param name="ends">Room for <see cref="MaxCount"/> places.</param>
    internal H02Fields(ReadOnlySpan<byte> text, Span<ushort> ends)
    {
        var count = 0;
        for (var from = 0; count < ends.Length;)
        {
            var comma = text[from..].IndexOf((byte)',');
            ends[count++] = (ushort)(comma < 0 ? text.Length : from + comma);
            if (comma < 0)
            {
                break;
            }

            from += comma + 1;
        }

        _text = text;
        _ends = ends[..count];
    }

    internal int Count => _ends.Length;

    /// <summary>A field, or nothing beyond the last.</summary>
    internal ReadOnlySpan<byte> this[int index] =>
        (uint)index >= (uint)_ends.Length ? [] : _text[(index == 0 ? 0 : _ends[index - 1] + 1).._ends[index]];

    /// <summary>Whether a field is one of two letters.</summary>
    internal bool Is(int index, char one, char other) => this[index] is [var letter] && (letter == one || letter == other);

    /// <summary>Reads three pairs of digits (hhmmss, ddmmyy).</summary>
    internal bool TryPairs(int index, out int first, out int second, out int third)
    {
        (first, second, third) = (0, 0, 0);
        var field = this[index];
        if (field.Length != 6 || field.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        first = Pair(field, 0);
        second = Pair(field, 2);
        third = Pair(field, 4);
        return true;
    }

    /// <summary>Reads 8 hexadecimal digits.</summary>
    internal bool TryStatus(int index, out uint status)
    {
        status = 0;
        var field = this[index];
        return field.Length == 8 && uint.TryParse(field, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out status);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pair(ReadOnlySpan<byte> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
