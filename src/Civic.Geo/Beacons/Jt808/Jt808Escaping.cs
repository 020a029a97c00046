namespace Civic.Geo.Beacons;

/// <summary>Inside a JT/T 808 frame 7D 02 stands for 7E and 7D 01 for 7D.</summary>
internal static class Jt808Escaping
{
    /// <summary>The byte that begins and ends a frame.</summary>
    internal const byte Delimiter = 0x7E;

    /// <summary>The byte that begins a pair.</summary>
    internal const byte Escape = 0x7D;

    /// <summary>Undoes the pairs.</summary>
    /// <param name="wire">What lies between the delimiters.</param>
    /// <param name="plain">At least as long as <paramref name="wire"/>.</param>
    /// <param name="length">The number of bytes written.</param>
    /// <returns>Whether every escape byte began a pair; one that did not is copied as it is.</returns>
    internal static bool Unescape(ReadOnlySpan<byte> wire, Span<byte> plain, out int length)
    {
        length = 0;
        var wellFormed = true;
        while (true)
        {
            var escape = wire.IndexOf(Escape);
            var run = escape < 0 ? wire : wire[..escape];
            run.CopyTo(plain[length..]);
            length += run.Length;
            if (escape < 0)
            {
                return wellFormed;
            }

            wire = wire[escape..];
            var isPair = wire.Length > 1 && wire[1] is 1 or 2;
            plain[length++] = isPair ? (byte)(Escape - 1 + wire[1]) : Escape;
            wellFormed &= isPair;
            wire = wire[(isPair ? 2 : 1)..];
        }
    }

    /// <summary>Writes delimiters around <paramref name="plain"/> and pairs inside.</summary>
    /// <param name="plain">The bytes to frame.</param>
    /// <param name="wire">At least twice as long, and two more.</param>
    /// <returns>The number of bytes written.</returns>
    internal static int Frame(ReadOnlySpan<byte> plain, Span<byte> wire)
    {
        var length = 0;
        wire[length++] = Delimiter;
        foreach (var b in plain)
        {
            if (b is Delimiter or Escape)
            {
                wire[length++] = Escape;
                wire[length++] = (byte)(b - (Escape - 1));
            }
            else
            {
                wire[length++] = b;
            }
        }

        wire[length++] = Delimiter;
        return length;
    }
}
