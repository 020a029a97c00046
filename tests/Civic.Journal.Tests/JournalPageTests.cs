using System.Globalization;
using System.Security.Cryptography;

namespace Civic.Journal.Tests;

/// <summary>What docs/journal.md shows is what is built and run.</summary>
public sealed class JournalPageTests
{
    private static readonly string[] Prints =
    [
        "Appended, AlreadyAppended, VersionConflict: version 1",
        "1 complaint.made: Shredded",
        "2 complaint.closed: Shredded",
        "whole: 2 entries",
    ];

    [Fact]
    public async Task The_example_prints_what_the_page_says()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var export = new MemoryStream();
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await JournalExample.RunAsync(export, key, SmallExport.SignedAt, output);
        Assert.Equal(Prints, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(string.Concat(Prints.Select(l => $"    {l}\n")), Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_code_on_the_page_is_the_example()
    {
        var lines = Read("tests/Civic.Journal.Tests/JournalExample.cs").Split('\n');
        var body = lines.SkipWhile(l => l != "    {").Skip(1).TakeWhile(l => l != "    }").Select(l => l.Length > 8 ? l[8..] : "");
        Assert.Contains($"```csharp\n{string.Concat(body.Select(l => l + "\n"))}```", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worked_hashes_on_the_page_are_those_of_the_code()
    {
        await using var journal = new MemoryJournal(new TestClock());
        var stream = new StreamId("ledger", "main");
        var at = NodaTime.Instant.FromUtc(2026, 3, 2, 3, 0);
        NewEntry[] entries = [new("test.happened", at, "one"u8.ToArray()), new("test.happened", at.PlusTicks(1), "two"u8.ToArray())];
        await journal.AppendAsync(stream, ExpectedVersion.Empty, entries);
        using var bytes = new MemoryStream();
        await JournalExport.WriteAsync(journal, bytes);
        Assert.Contains(System.Text.Encoding.UTF8.GetString(bytes.ToArray()), Page(), StringComparison.Ordinal);
    }

    private static string Page() => Read("docs/journal.md");

    private static string Read(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Civic.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, path)).ReplaceLineEndings("\n");
    }
}
