using System.Reflection;
using Civic.Testing;

namespace Civic.Architecture;

public class PublicApiTests
{
    public static TheoryData<string> Projects() => ReferenceTests.Projects();

    /// <summary>
    /// The approved surface of each package lies in PublicApi/. When it changes on purpose, run this test once with the
    /// environment variable APPROVE=1 and let the change of the file be reviewed.
    /// </summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void The_public_api_is_the_approved_one(string project)
    {
        var file = Path.Combine(Repository.Root, "tests", "Civic.Architecture.Tests", "PublicApi", project + ".txt");
        var actual = PublicApi.Describe(Assembly.Load(project));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(approved == actual, $"The public API of {project} changed. If that is meant, run the tests once with APPROVE=1.\n{Difference(approved, actual)}");
    }

    [Fact]
    public void A_change_is_shown_with_the_type_it_is_in()
    {
        const string before = "struct Civic.A\n    int Old { get; }\n    int Same { get; }\n";
        const string after = "struct Civic.A\n    int New { get; }\n    int Same { get; }\n";
        Assert.Equal("- struct Civic.A: int Old { get; }\n+ struct Civic.A: int New { get; }", Difference(before, after));
    }

    private static string Difference(string approved, string actual)
    {
        var (before, after) = (Members(approved), Members(actual));
        return string.Join('\n', before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line)).Take(60));
    }

    /// <summary>One line per member with its type in front, so that a line means something by itself.</summary>
    private static List<string> Members(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            lines.Add(isMember ? $"{type}: {line.Trim()}" : line);
        }

        return lines;
    }
}
