namespace Civic.Architecture;

/// <summary>The files of this repository as a reader sees them: generated output and restored packages left out.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["artifacts", "bin", "obj", "node_modules", ".git", "lib", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = Locate();

    public static IEnumerable<string> Files(string pattern, string below = "") =>
        Directory.EnumerateFiles(Path.Combine(Root, below), pattern, SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').SkipLast(1).Any(Generated.Contains))
            .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Fails with every violation of a rule, one a line.</summary>
    public static void AssertNone(IEnumerable<string?> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static string Locate()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Civic.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests read the repository's own files; run them from a checkout.");
    }
}
