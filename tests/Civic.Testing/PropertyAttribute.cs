using Xunit.Sdk;

namespace Civic.Testing;

/// <summary>
/// Marks a test whose arguments FsCheck generates. The method may return void, bool or Task, or a FsCheck Property.
/// Parameter types are generated from <see cref="Arbitraries"/> first, then from FsCheck's defaults. A failure names the
/// seed and the smallest case found.
/// </summary>
/// <remarks>
/// The environment variable CIVIC_FSCHECK_TESTS overrides the number of cases of every property;
/// CIVIC_FSCHECK_REPLAY=<c>seed,gamma</c> repeats a failure.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Civic.Testing.PropertyDiscoverer", "Civic.Testing")]
public sealed class PropertyAttribute : FactAttribute
{
    /// <summary>Number of generated cases.</summary>
    public int MaxTest { get; set; } = 100;

    /// <summary>Type whose public static methods returning <c>Arbitrary&lt;T&gt;</c> supply generators.</summary>
    public Type? Arbitraries { get; set; }
}
