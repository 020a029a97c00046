using System.Reflection;
using System.Xml.Linq;

namespace Civic.Architecture;

public class ReferenceTests
{
    public static TheoryData<string> Projects() => [.. Repository.Files("*.csproj", "src").Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_the_rooms_below_it(string project)
    {
        Assert.True(HousePlan.Rooms.ContainsKey(project), $"{project} is not in the house plan (HousePlan.cs): say which rooms it may refer to.");
        var room = HousePlan.Rooms[project];
        AssertAllowed(project, References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))), room.Projects, "project");
        AssertAllowed(project, References(project, "PackageReference"), [.. room.Packages, .. HousePlan.Everywhere], "package");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_built_assembly_uses_only_the_rooms_below_it(string project)
    {
        var used = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("Civic.", StringComparison.Ordinal));
        AssertAllowed(project, used, HousePlan.Rooms[project].Projects, "assembly");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_follow_the_project_and_one_folder_at_most(string project)
    {
        var strays = Assembly.Load(project).GetTypes()
            .Where(type => !type.IsNested && type.Namespace is { } space && space != project && space.StartsWith("Civic", StringComparison.Ordinal))
            .Where(type => !type.Namespace!.StartsWith(project + ".", StringComparison.Ordinal) || type.Namespace![(project.Length + 1)..].Contains('.', StringComparison.Ordinal));
        Repository.AssertNone(strays.Select(type => type.FullName));
    }

    [Fact]
    public void The_plan_itself_never_lets_engines_or_ground_refer_upwards()
    {
        foreach (var (project, room) in HousePlan.Rooms)
        {
            foreach (var below in room.Projects)
            {
                Assert.DoesNotContain(project, HousePlan.Rooms[below].Projects);
            }
        }

        string[] engines = ["Civic.Safety", "Civic.Parking", "Civic.Dividend", "Civic.Complaints"];
        Assert.All(engines, engine => Repository.AssertNone(HousePlan.Rooms[engine].Projects.Intersect(engines)));
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj")).Descendants(kind).Select(e => e.Attribute("Include")!.Value);

    private static void AssertAllowed(string project, IEnumerable<string> used, string[] allowed, string kind)
    {
        var wrong = used.Except(allowed).ToList();
        Assert.True(wrong.Count == 0, $"{project} may not refer to {kind} {string.Join(", ", wrong)}. Allowed: {string.Join(", ", allowed)}.");
    }
}
