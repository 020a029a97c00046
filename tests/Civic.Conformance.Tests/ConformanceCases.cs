namespace Civic.Conformance;

/// <summary>
/// Finds the outside cases: the folder named by CIVIC_CONFORMANCE, else <c>../shared/conformance</c> beside the repository root.
/// They are not part of this repository; where they are missing, their tests are skipped with that reason.
/// </summary>
public static class ConformanceCases
{
    private static readonly Lazy<string?> Folder = new(Locate);

    /// <summary>Full path of a case file or folder, or <see langword="null"/> when it is not there.</summary>
    public static string? Find(string relativePath)
    {
        var path = Folder.Value is { } folder ? Path.Combine(folder, relativePath) : null;
        return path is not null && (File.Exists(path) || Directory.Exists(path)) ? path : null;
    }

    /// <summary>Why the tests over <paramref name="relativePath"/> cannot run here, or <see langword="null"/> when they can.</summary>
    public static string? MissingReason(string relativePath) => Find(relativePath) is not null
        ? null
        : $"No outside cases: '{relativePath}' is not in {Folder.Value ?? "../shared/conformance"} (set CIVIC_CONFORMANCE to their folder).";

    private static string? Locate()
    {
        if (Environment.GetEnvironmentVariable("CIVIC_CONFORMANCE") is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Civic.slnx")))
        {
            root = root.Parent;
        }

        return root?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "conformance") : null;
    }
}
