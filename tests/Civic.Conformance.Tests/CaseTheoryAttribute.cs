namespace Civic.Conformance;

/// <summary>A theory over outside cases; skipped, visibly, on a machine that does not have them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CaseTheoryAttribute : TheoryAttribute
{
    /// <summary>Makes the theory.</summary>
    /// <param name="file">The case file, relative to the folder of cases.</param>
    public CaseTheoryAttribute(string file) => Skip = ConformanceCases.MissingReason(file);
}
