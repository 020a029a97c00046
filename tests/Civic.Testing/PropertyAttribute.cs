using System.Globalization;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Civic.Testing;

/// <summary>
/// Marks a method whose arguments FsCheck generates. The method may return void, bool, Task or a FsCheck Property.
/// Parameter types are generated from <see cref="Arbitraries"/> first, then FsCheck's defaults.
/// CIVIC_FSCHECK_TESTS overrides the number of cases, CIVIC_FSCHECK_REPLAY="seed,gamma" repeats a failure.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Civic.Testing.PropertyDiscoverer", "Civic.Testing")]
public sealed class PropertyAttribute : FactAttribute
{
    /// <summary>Number of generated cases.</summary>
    public int MaxTest { get; set; } = 100;

    /// <summary>Type whose public static methods returning <c>Arbitrary&lt;T&gt;</c> supply generators.</summary>
    public Type? Arbitraries { get; set; }
}

/// <summary>Finds <see cref="PropertyAttribute"/> methods; xunit creates it by name.</summary>
public sealed class PropertyDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo attribute) =>
        [new PropertyTestCase(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)];
}

/// <summary>One property as xunit sees it: a single test that runs many generated cases.</summary>
public sealed class PropertyTestCase : XunitTestCase
{
    [Obsolete("For deserialization only.", error: true)]
    public PropertyTestCase() { }

    public PropertyTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method) : base(sink, display, displayOptions, method) { }

    public override Task<RunSummary> RunAsync(IMessageSink sink, IMessageBus bus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellation) =>
        new CaseRunner(this, constructorArguments, bus, aggregator, cancellation).RunAsync();

    private sealed class CaseRunner(IXunitTestCase test, object[] args, IMessageBus bus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCaseRunner(test, test.DisplayName, test.SkipReason, args, [], bus, aggregator, cancellation)
    {
        protected override XunitTestRunner CreateTestRunner(ITest test, IMessageBus messageBus, Type testClass, object[] constructorArguments, MethodInfo testMethod, object[] testMethodArguments, string skipReason, IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
            new Runner(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, aggregator, cancellationTokenSource);
    }

    private sealed class Runner(ITest test, IMessageBus bus, Type owner, object[] args, MethodInfo method, object[] methodArgs, string skip, IReadOnlyList<BeforeAfterTestAttribute> beforeAfter, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestRunner(test, bus, owner, args, method, methodArgs, skip, beforeAfter, aggregator, cancellation)
    {
        protected override async Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator)
        {
            var timer = System.Diagnostics.Stopwatch.StartNew();
            await aggregator.RunAsync(() => Task.Run(() => PropertyRunner.Check(TestClass, TestMethod, TestMethod.GetCustomAttribute<PropertyAttribute>()!, ConstructorArguments)));
            return (decimal)timer.Elapsed.TotalSeconds;
        }
    }
}

/// <summary>Runs one property; public for tests of the attribute itself.</summary>
public static class PropertyRunner
{
    public static void Check(Type owner, MethodInfo method, PropertyAttribute attribute, object[] constructorArguments)
    {
        var map = attribute.Arbitraries is { } a ? ArbMap.Default.MergeArb(a) : ArbMap.Default;
        var generators = method.GetParameters().Select(p => BoxedGen(map, p.ParameterType)).ToArray();
        var all = Gen.CollectToArray(generators);
        var shrink = (object?[] args) => Enumerable.Range(0, args.Length).SelectMany(i => BoxedShrink(map, method.GetParameters()[i].ParameterType, args[i]).Select(s => (object?[])[.. args[..i], s, .. args[(i + 1)..]]));
        var property = Prop.ForAll(Arb.From(all, shrink), args =>
        {
            var instance = method.IsStatic ? null : Activator.CreateInstance(owner, constructorArguments);
            try
            {
                var result = method.Invoke(instance, args);
                if (result is Task t) t.GetAwaiter().GetResult();
                return result as Property ?? (result is not false).ToProperty();
            }
            catch (TargetInvocationException e) when (e.InnerException is { } inner) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner); throw; }
            finally { (instance as IDisposable)?.Dispose(); }
        });
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(int.TryParse(Environment.GetEnvironmentVariable("CIVIC_FSCHECK_TESTS"), CultureInfo.InvariantCulture, out var n) ? n : attribute.MaxTest);
        if (Environment.GetEnvironmentVariable("CIVIC_FSCHECK_REPLAY")?.Split(',') is [var seed, var gamma])
            config = config.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture));
        FsCheck.Check.One(config, property);
    }

    private static IArbMap MergeArb(this IArbMap map, Type arbitraries) => ArbMap.Merge(map, arbitraries);

    private static Gen<object?> BoxedGen(IArbMap map, Type t) => (Gen<object?>)typeof(PropertyRunner).GetMethod(nameof(Box), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(t).Invoke(null, [map])!;
    private static IEnumerable<object?> BoxedShrink(IArbMap map, Type t, object? value) => (IEnumerable<object?>)typeof(PropertyRunner).GetMethod(nameof(Shrink), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(t).Invoke(null, [map, value])!;
    private static Gen<object?> Box<T>(IArbMap map) => map.ArbFor<T>().Generator.Select(x => (object?)x);
    private static IEnumerable<object?> Shrink<T>(IArbMap map, T value) => map.ArbFor<T>().Shrinker(value).Select(x => (object?)x);
}
