using System.Text.RegularExpressions;

namespace Civic.Architecture;

/// <summary>The style of the house that a machine can check, checked.</summary>
public partial class TidyTests
{
    private const int LongestFile = 400;
    private const int LongestLine = 190;

    private static readonly string[] PatternFolders = ["Models", "Services", "Helpers", "Interfaces", "Utils", "Common", "Misc", "Managers"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Repository.AssertNone(Sources().Where(path => File.ReadLines(path).Count() > LongestFile).Select(Repository.Relative));

    [Fact]
    public void No_line_of_source_is_longer_than_a_screen_is_wide() =>
        Repository.AssertNone(Lines(Sources()).Where(l => l.Text.Length > LongestLine).Select(l => l.Place));

    [Fact]
    public void Folders_are_named_after_the_domain_never_after_a_pattern() =>
        Repository.AssertNone(Sources().SelectMany(path => Repository.Relative(path).Split('/').SkipLast(1)).Intersect(PatternFolders));

    [Fact]
    public void A_file_is_named_after_the_one_public_type_it_holds() =>
        Repository.AssertNone(Repository.Files("*.cs", "src")
            .Select(path => (path, types: PublicType().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value).Distinct().ToList()))
            .Where(f => f.types.Count > 1 || (f.types.Count == 1 && Path.GetFileName(f.path).Split('.')[0] != f.types[0]))
            .Select(f => $"{Repository.Relative(f.path)}: {string.Join(", ", f.types)}"));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Repository.AssertNone(Lines(Sources().Where(path => Path.GetFileName(path) != "TidyTests.cs")).Where(l => ForLater().IsMatch(l.Text)).Select(l => l.Place));

    [Fact]
    public void No_file_begins_with_a_byte_order_mark() =>
        Repository.AssertNone(Texts().Where(path => File.ReadAllBytes(path).AsSpan().StartsWith("\uFEFF"u8)).Select(Repository.Relative));

    [Fact]
    public void Every_page_begins_with_its_title() =>
        Repository.AssertNone(Repository.Files("*.md").Where(path => !File.ReadLines(path).First().StartsWith("# ", StringComparison.Ordinal)).Select(Repository.Relative));

    [Fact]
    public void Every_link_between_pages_leads_somewhere() =>
        Repository.AssertNone(Repository.Files("*.md").SelectMany(page => Link().Matches(File.ReadAllText(page))
            .Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target)))
            .Select(target => $"{Repository.Relative(page)} -> {target}")));

    [Theory]
    [InlineData("docs/geo.md", "samples/Geo.QuickStart/Program.cs")]
    [InlineData("docs/ledger.md", "samples/LedgerQuickStart/Program.cs")]
    public void The_code_on_a_start_page_is_the_quick_start_that_is_built_and_run(string page, string program)
    {
        var code = File.ReadAllText(Path.Combine(Repository.Root, program));
        Assert.Contains($"```csharp\n{code}```", File.ReadAllText(Path.Combine(Repository.Root, page)), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sources() => Repository.Files("*.cs");

    private static IEnumerable<string> Texts() => new[] { "*.cs", "*.md", "*.csproj", "*.props", "*.json" }.SelectMany(pattern => Repository.Files(pattern));

    private static IEnumerable<(string Text, string Place)> Lines(IEnumerable<string> paths) =>
        paths.SelectMany(path => File.ReadLines(path).Select((line, i) => (line, $"{Repository.Relative(path)}:{i + 1}")));

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|ref|record|unsafe) )*(?:class|struct|interface|enum|record|delegate \S+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("TODO|FIXME|HACK|XXX|NotImplementedException")]
    private static partial Regex ForLater();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
