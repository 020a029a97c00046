using System.Diagnostics;
using Civic.Journal.Postgres;
using Civic.Testing;
using static Civic.Journal.Tests.PostgresFixture;

namespace Civic.Journal.Tests;

/// <summary>A disk that is really full: the entries lie in a small file system in memory, which can then be made larger.</summary>
[Collection("PostgreSQL")]
public sealed class PostgresFullDiskTests
{
    private static readonly Lazy<string?> Reason = new(() =>
    {
        if (PostgresServer.SkipReason is { } reason)
        {
            return reason;
        }

        var folder = Directory.CreateTempSubdirectory("civic-mount-").FullName;
        var mayMount = Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder) && Run("umount", folder);
        Directory.Delete(folder);
        return mayMount ? null : "Mounting a small file system is not permitted here.";
    });

    public static string? SkipReason => Reason.Value;

    [ContractFact]
    public async Task A_disk_that_runs_full_and_is_made_larger_has_every_acknowledged_entry_and_no_other()
    {
        var folder = Directory.CreateTempSubdirectory("civic-small-").FullName;
        Assert.True(Run("mount", "-t", "tmpfs", "-o", "size=12m,mode=0777", "tmpfs", folder));
        try
        {
            // A server of its own, which lets go of the file system when it ends.
            await using var server = await PostgresServer.StartAsync();
            Assert.True(Run("install", "-d", "-o", "postgres", folder + "/entries"));
            var options = new PostgresJournalOptions { ConnectionString = server.ConnectionString() };
            await using var journal = await PostgresJournal.OpenAsync(options);
            await using var source = Npgsql.NpgsqlDataSource.Create(server.ConnectionString());
            await using var space = source.CreateCommand($"CREATE TABLESPACE small LOCATION '{folder}/entries'");
            await space.ExecuteNonQueryAsync();
            await using var move = source.CreateCommand("ALTER TABLE civic.entries SET TABLESPACE small");
            await move.ExecuteNonQueryAsync();

            var stream = new StreamId("ledger", "main");
            var payload = new byte[500_000];
            var stored = 0L;
            var full = await FailsAsync(JournalFailure.DiskFull, async () =>
            {
                while (true)
                {
                    stored = (await journal.AppendAsync(stream, ExpectedVersion.Exactly(stored), [new("test.large", default, payload)])).Version;
                }
            });
            Assert.Contains("53100", full.Message, StringComparison.Ordinal);
            Assert.True(stored > 5);
            Assert.Equal(stored, (await journal.GetHeadAsync()).Count);
            await AssertWholeAsync(journal);

            Assert.True(Run("mount", "-o", "remount,size=40m", folder));
            Assert.Equal(stored + 1, (await journal.AppendAsync(stream, ExpectedVersion.Exactly(stored), [new("test.large", default, payload)])).Position);
            await AssertWholeAsync(journal);
        }
        finally
        {
            Run("umount", folder);
            Directory.Delete(folder);
        }
    }

    private static bool Run(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
