using Xunit.Abstractions;
using Xunit.Sdk;

namespace Civic.Conformance;

/// <summary>
/// A theory over outside cases; skipped, visibly, on a machine that does not have them. A row whose first argument is an
/// <see cref="OutsideCase"/> with a reason to be left out is skipped by itself, with that reason.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Civic.Conformance.CaseTheoryDiscoverer", "Civic.Conformance.Tests")]
public sealed class CaseTheoryAttribute : TheoryAttribute
{
    /// <summary>Makes the theory.</summary>
    /// <param name="file">The case file, relative to the folder of cases.</param>
    public CaseTheoryAttribute(string file) => Skip = ConformanceCases.MissingReason(file);
}

/// <summary>Makes one test per row; xunit creates it by name.</summary>
public sealed class CaseTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        dataRow is [OutsideCase { LeftOut: { } reason }, ..]
            ? CreateTestCasesForSkippedDataRow(discoveryOptions, testMethod, theoryAttribute, dataRow, reason)
            : base.CreateTestCasesForDataRow(discoveryOptions, testMethod, theoryAttribute, dataRow);
}
