namespace Civic.Journal;

/// <summary>
/// A saved state of what a stream's entries up to a version amount to, so that a start need not replay them all. It is a cache: losing it
/// costs time, never data.
/// </summary>
/// <param name="Stream">The stream.</param>
/// <param name="At">The last entry that the state includes: version and hash, so that a state of another history is never used.</param>
/// <param name="Format">Names the layout of the state, so that a newer program can tell an older one's; 1 to 100 printable ASCII characters without spaces.</param>
/// <param name="State">The bytes.</param>
public sealed record Snapshot(StreamId Stream, StreamHead At, string Format, ReadOnlyMemory<byte> State)
{
    /// <summary>Names the layout of the state, so that a newer program can tell an older one's.</summary>
    /// <exception cref="ArgumentException">It is not 1 to 100 printable ASCII characters without spaces.</exception>
    public string Format { get; init => field = Checked(value); } = Checked(Format);

    /// <summary>Stream, version, format and size; never the state.</summary>
    public override string ToString() => $"{Stream} {At.Version} {Format}, {State.Length} bytes";

    private static string Checked(string format)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        return format.Length <= 100 && !format.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? format
            : throw new ArgumentException($"'{format}' must be at most 100 printable ASCII characters without spaces.", nameof(format));
    }
}
