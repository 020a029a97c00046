namespace Civic.Journal;

/// <summary>What came of opening a sealed payload.</summary>
/// <param name="Result">Whether it could be read.</param>
/// <param name="Subject">Whose it is, as the bytes say; proved only when <see cref="OpenResult.Opened"/>; the default value for bytes that are none.</param>
/// <param name="Payload">What was sealed when <see cref="OpenResult.Opened"/>, else empty.</param>
public readonly record struct OpenOutcome(OpenResult Result, SubjectId Subject, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The result and the subject; never the payload.</summary>
    public override string ToString() => $"{Result} {Subject}";
}
