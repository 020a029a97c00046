namespace Civic.Geo.Beacons;

/// <summary>What a decoder sees at the start of a window of bytes.</summary>
public readonly record struct FrameProbe
{
    /// <summary>What it is.</summary>
    public FrameProbeKind Kind { get; private init; }

    /// <summary>Bytes of the junk, the blank or the whole frame, at least 1; 0 for the other kinds.</summary>
    public int Length { get; private init; }

    /// <summary>Bytes to skip before looking again after a refusal; 0 for the other kinds.</summary>
    public int Resume { get; private init; }

    /// <summary>Why it was refused; meaningful for refusals only.</summary>
    public RefusalReason Reason { get; private init; }

    /// <summary>The window begins a frame that is not complete yet. Never say so for a length above the decoder's maximum.</summary>
    public static FrameProbe NeedMore => default;

    /// <summary>The window begins with bytes that begin no frame.</summary>
    /// <param name="length">How many, at least 1: up to the next byte that could begin one.</param>
    public static FrameProbe Junk(int length) => new() { Kind = FrameProbeKind.Junk, Length = length };

    /// <summary>The window begins with bytes that belong between frames (a line end): passed over, but no sign of trouble and not counted as skipped.</summary>
    /// <param name="length">How many, at least 1.</param>
    public static FrameProbe Blank(int length) => new() { Kind = FrameProbeKind.Blank, Length = length };

    /// <summary>The window begins with a whole frame that passed its checksum, or belongs to a format without one.</summary>
    /// <param name="length">Bytes from the first to the last of the frame.</param>
    public static FrameProbe Frame(int length) => new() { Kind = FrameProbeKind.Frame, Length = length };

    /// <summary>
    /// The window begins with a whole frame whose checksum is wrong. In strict mode it is refused and the search goes on
    /// <paramref name="resume"/> bytes later; in lenient mode it is decoded as bad.
    /// </summary>
    /// <param name="length">Bytes from the first to the last of the frame.</param>
    /// <param name="resume">Bytes up to just past the failed start marker, at least 1.</param>
    /// <param name="reason">Why strict mode refuses it, when it is not the checksum itself.</param>
    public static FrameProbe BadFrame(int length, int resume = 1, RefusalReason reason = RefusalReason.BadChecksum) =>
        new() { Kind = FrameProbeKind.BadFrame, Length = length, Resume = resume, Reason = reason };

    /// <summary>The window begins like a frame but is none.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="resume">Bytes up to just past the failed start marker, at least 1, so that a frame inside is still found.</param>
    public static FrameProbe Refused(RefusalReason reason, int resume = 1) => new() { Kind = FrameProbeKind.Refused, Resume = resume, Reason = reason };
}
