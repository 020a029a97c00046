using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Civic.Testing;

/// <summary>Finds <see cref="PropertyAttribute"/> methods; xunit creates it by name.</summary>
public sealed class PropertyDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo attribute) =>
        [new PropertyTestCase(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)];
}

/// <summary>One property as xunit sees it: a single test that runs many generated cases.</summary>
public sealed class PropertyTestCase : XunitTestCase
{
    [Obsolete("For xunit.", error: true)]
    public PropertyTestCase()
    {
    }

    public PropertyTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => base.GetSkipReason(factAttribute) ?? ContractTestCase.ReasonOf(TestMethod);

    public override Task<RunSummary> RunAsync(
        IMessageSink sink, IMessageBus bus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellation) =>
        new CaseRunner(this, constructorArguments, bus, aggregator, cancellation).RunAsync();

    private sealed class CaseRunner(
        IXunitTestCase test, object[] constructorArguments, IMessageBus bus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCaseRunner(test, test.DisplayName, test.SkipReason, constructorArguments, [], bus, aggregator, cancellation)
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test,
            IMessageBus messageBus,
            Type testClass,
            object[] constructorArguments,
            MethodInfo testMethod,
            object[] testMethodArguments,
            string skipReason,
            IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
            ExceptionAggregator aggregator,
            CancellationTokenSource cancellationTokenSource) =>
            new Runner(
                test,
                messageBus,
                testClass,
                constructorArguments,
                testMethod,
                testMethodArguments,
                skipReason,
                beforeAfterAttributes,
                aggregator,
                cancellationTokenSource);
    }

    private sealed class Runner(
        ITest test,
        IMessageBus bus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo method,
        object[] methodArguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfter,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation)
        : XunitTestRunner(test, bus, testClass, constructorArguments, method, methodArguments, skipReason, beforeAfter, aggregator, cancellation)
    {
        protected override async Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator)
        {
            var started = TimeProvider.System.GetTimestamp();
            var attribute = TestMethod.GetCustomAttribute<PropertyAttribute>()!;
            await aggregator.RunAsync(() => Task.Run(() => PropertyRunner.Check(TestClass, TestMethod, attribute, ConstructorArguments)));
            return (decimal)TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        }
    }
}
