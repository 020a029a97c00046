namespace Civic.Journal.Tests;

/// <summary>The world ends at every single call that SQLite makes to the disk; nothing acknowledged is lost and nothing is there by half.</summary>
public sealed class SqliteCrashTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public enum Ending
    {
        /// <summary>The process ends; what it wrote is there.</summary>
        Killed,

        /// <summary>The power fails; what was not flushed is gone.</summary>
        Dropped,

        /// <summary>The power fails; some sectors of what was not flushed are there.</summary>
        Torn,

        /// <summary>One call fails, and the disk works again.</summary>
        FailedOnce,
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Ending.Killed)]
    [InlineData(Ending.Dropped)]
    [InlineData(Ending.Torn)]
    [InlineData(Ending.FailedOnce)]
    public async Task A_crash_at_any_call_to_the_disk_loses_nothing_acknowledged(Ending ending)
    {
        var calls = await RunAsync(ending, int.MaxValue);
        Assert.InRange(calls, 50, 1000);
        for (var call = 0; call <= calls; call++)
        {
            try
            {
                await RunAsync(ending, call);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{ending} at call {call} of {calls}: {failure.Message}", failure);
            }
        }
    }

    private async Task<int> RunAsync(Ending ending, int call)
    {
        var path = _folder.NewFile();
        using var disk = new FaultyDisk();
        if (ending == Ending.FailedOnce)
        {
            disk.FailAt = call;
        }
        else
        {
            disk.StopAt = call;
        }

        var workload = new SqliteWorkload(path, disk.Name);
        await workload.RunAsync();
        var calls = disk.Calls;
        if (ending is Ending.Dropped or Ending.Torn)
        {
            disk.LosePower(ending == Ending.Torn ? new Random(call) : null);
        }

        await workload.CheckAsync();
        foreach (var file in Directory.GetFiles(_folder.Path, Path.GetFileName(path) + "*"))
        {
            File.Delete(file);
        }

        return calls;
    }
}
