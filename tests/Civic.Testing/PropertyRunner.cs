using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using FsCheck;
using FsCheck.Fluent;

namespace Civic.Testing;

/// <summary>Runs one property with FsCheck; public for tests of the attribute itself.</summary>
public static class PropertyRunner
{
    /// <summary>Generates arguments, runs the method on them, and throws with the seed and the smallest failing case.</summary>
    public static void Check(Type testClass, MethodInfo method, PropertyAttribute attribute, object[] constructorArguments)
    {
        var map = attribute.Arbitraries is { } arbitraries ? ArbMap.Merge(ArbMap.Default, arbitraries) : ArbMap.Default;
        var types = method.GetParameters().Select(p => p.ParameterType).ToArray();
        var generator = Gen.CollectToArray([.. types.Select(type => Boxed<Gen<object?>>(nameof(Generator), type, map))]);
        var property = Prop.ForAll(Arb.From(generator, Shrink), arguments => Run(testClass, method, constructorArguments, arguments));
        FsCheck.Check.One(Configuration(attribute), property);

        IEnumerable<object?[]> Shrink(object?[] arguments) => Enumerable.Range(0, arguments.Length).SelectMany(i =>
            Boxed<IEnumerable<object?>>(nameof(Smaller), types[i], map, arguments[i]).Select(smaller => (object?[])[.. arguments[..i], smaller, .. arguments[(i + 1)..]]));
    }

    private static Property Run(Type testClass, MethodInfo method, object[] constructorArguments, object?[] arguments)
    {
        var instance = method.IsStatic ? null : Activator.CreateInstance(testClass, constructorArguments);
        try
        {
            var result = method.Invoke(instance, arguments);
            (result as Task)?.GetAwaiter().GetResult();
            return result as Property ?? (result is not false).ToProperty();
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private static Config Configuration(PropertyAttribute attribute)
    {
        var tests = Environment.GetEnvironmentVariable("CIVIC_FSCHECK_TESTS");
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(tests is null ? attribute.MaxTest : int.Parse(tests, CultureInfo.InvariantCulture));
        return Environment.GetEnvironmentVariable("CIVIC_FSCHECK_REPLAY")?.Split(',') is [var seed, var gamma]
            ? config.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture))
            : config;
    }

    private static T Boxed<T>(string name, Type type, params object?[] arguments) =>
        (T)typeof(PropertyRunner).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, arguments)!;

    private static Gen<object?> Generator<T>(IArbMap map) => map.ArbFor<T>().Generator.Select(x => (object?)x);

    private static IEnumerable<object?> Smaller<T>(IArbMap map, T value) => map.ArbFor<T>().Shrinker(value).Select(x => (object?)x);
}
