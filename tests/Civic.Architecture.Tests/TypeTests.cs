using System.Reflection;
using System.Runtime.CompilerServices;

namespace Civic.Architecture;

/// <summary>Rules that every public type keeps.</summary>
public class TypeTests
{
    private static readonly string[] Vague = ["Manager", "Helper", "Util", "Utils", "Impl", "Base"];

    public static TheoryData<string> Projects() => ReferenceTests.Projects();

    [Theory]
    [MemberData(nameof(Projects))]
    public void Classes_are_sealed_static_or_meant_to_be_derived_from(string project) =>
        Repository.AssertNone(PublicTypes(project).Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract).Select(t => t.FullName));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Public_structs_cannot_be_changed_unless_they_enumerate(string project) =>
        Repository.AssertNone(PublicTypes(project)
            .Where(t => t.IsValueType && !t.IsEnum && !t.IsDefined(typeof(IsReadOnlyAttribute), false) && t.GetMethod("MoveNext") is null)
            .Select(t => t.FullName));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_type_has_a_vague_name(string project) =>
        Repository.AssertNone(Assembly.Load(project).GetTypes().Where(t => Vague.Any(word => t.Name.EndsWith(word, StringComparison.Ordinal))).Select(t => t.FullName));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_is_async_void(string project) =>
        Repository.AssertNone(Assembly.Load(project).GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
            .Where(m => m.ReturnType == typeof(void) && m.IsDefined(typeof(AsyncStateMachineAttribute), false))
            .Select(m => $"{m.DeclaringType}.{m.Name}"));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_cancellation_token_is_the_last_parameter(string project) =>
        Repository.AssertNone(PublicTypes(project)
            .SelectMany(t => t.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
            .Where(m => m.GetParameters().SkipLast(1).Any(p => p.ParameterType == typeof(CancellationToken)))
            .Select(m => $"{m.DeclaringType}.{m.Name}"));

    private static IEnumerable<Type> PublicTypes(string project) => Assembly.Load(project).GetExportedTypes();
}
