namespace Civic.Journal.Tests;

/// <summary>A folder of its own, gone when the test is done.</summary>
internal sealed class TempFolder : IDisposable
{
    private int _files;

    public string Path { get; } = Directory.CreateTempSubdirectory("civic-journal-").FullName;

    /// <summary>A name that no file has yet.</summary>
    public string NewFile() => File($"{Interlocked.Increment(ref _files)}.journal");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
