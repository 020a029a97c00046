namespace Civic.Geo.Beacons;

/// <summary>The parts of a GT06 frame.</summary>
/// <param name="type">What it is, <see cref="Gt06Type"/>.</param>
/// <param name="body">What lies between type and serial.</param>
/// <param name="serial">Two bytes that the answer repeats.</param>
/// <param name="isLong">Whether it came as a 7979 frame.</param>
internal readonly ref struct Gt06Message(byte type, ReadOnlySpan<byte> body, ReadOnlySpan<byte> serial, bool isLong)
{
    internal byte Type { get; } = type;

    internal ReadOnlySpan<byte> Body { get; } = body;

    internal ReadOnlySpan<byte> Serial { get; } = serial;

    internal bool IsLong { get; } = isLong;

    /// <summary>
    /// For types that hold a position in some models and cells in others: where a position says the length of its block
    /// (12, or 15 of old), cells have the upper half of a country code, which is 0 to 3 or, with bit 15 set, 8.
    /// </summary>
    internal bool HoldsPosition => Body.Length >= Gt06Position.Length && (Body[Gt06Position.TimeLength] >> 4) is 0xC or 0xF;

    /// <summary>
    /// Whether the device waits for an answer: it does for nearly everything. It does not for answers to commands, texts and
    /// measurements, nor for the X1's own messages and a driver card's position.
    /// </summary>
    internal bool WantsReply => IsLong
        ? Type is not (Gt06Type.Text or Gt06Type.Information or Gt06Type.Diagnostics or Gt06Type.Serial)
        : Type is not ((>= Gt06Type.X1Position and <= Gt06Type.X1PictureData) or (>= Gt06Type.CommandFirst and <= Gt06Type.CommandLast) or Gt06Type.Information)
            && !(Type == Gt06Type.CellsOrPosition && HoldsPosition);
}
