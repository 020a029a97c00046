using Xunit.Abstractions;
using Xunit.Sdk;

namespace Civic.Testing;

/// <summary>
/// Marks a test of an abstract class that holds a contract. A class that derives from it may say why its tests cannot run on this machine in a
/// <c>public static string? SkipReason</c>; they are then shown as skipped. Properties follow the same rule.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Civic.Testing.ContractFactDiscoverer", "Civic.Testing")]
public sealed class ContractFactAttribute : FactAttribute;

/// <summary>Finds <see cref="ContractFactAttribute"/> methods; xunit creates it by name.</summary>
public sealed class ContractFactDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo attribute) =>
        [new ContractTestCase(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)];
}

/// <summary>One test of a contract as xunit sees it.</summary>
public sealed class ContractTestCase : XunitTestCase
{
    [Obsolete("For xunit.", error: true)]
    public ContractTestCase()
    {
    }

    public ContractTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    internal static string? ReasonOf(ITestMethod method) => method.TestClass.Class.ToRuntimeType()?.GetProperty("SkipReason")?.GetValue(null) as string;

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => base.GetSkipReason(factAttribute) ?? ReasonOf(TestMethod);
}
