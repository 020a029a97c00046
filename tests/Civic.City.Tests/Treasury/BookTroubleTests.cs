using System.Text.Json;
using Civic.Testing;

namespace Civic.City.Treasury;

/// <summary>When there is no ledger: one line that says what to do, and a city that goes on.</summary>
public class BookTroubleTests
{
    [Fact]
    public async Task A_second_city_on_the_same_file_says_what_to_do_and_takes_over_when_the_first_stops()
    {
        using var folder = new TemporaryFolder();
        var first = await Asked.ReadyAsync(("ledger:data", folder.Path));
        await using var second = await RunningCity.StartAsync(("ledger:data", folder.Path));

        var line = await second.SaidAsync(l => l.StartsWith("ledger: ", StringComparison.Ordinal));

        Assert.Contains("open in another city", line, StringComparison.Ordinal);
        await IsToldAsync(second, "--data FOLDER");
        await first.DisposeAsync();
        await second.BookAsync("ready");
    }

    [Fact]
    public async Task A_journal_of_another_program_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "city.journal"), "This is no database, but a letter that lies in the wrong place. " + new string('x', 5_000));
        await using var city = await RunningCity.StartAsync(("ledger:data", folder.Path));

        await city.BookAsync("failed");

        Assert.Single(city.Said, l => l.StartsWith("ledger: ", StringComparison.Ordinal));
        Assert.StartsWith("This is no database", await File.ReadAllTextAsync(Path.Combine(folder.Path, "city.journal")), StringComparison.Ordinal);
        await IsToldAsync(city, "city.journal");
    }

    [Fact]
    public async Task A_damaged_journal_is_named_and_kept()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "city.journal");
        await using (var before = await Asked.PayingAsync(("ledger:data", folder.Path)))
        {
            await before.SummaryAsync(won: 1_000);
        }

        await using (var file = File.OpenWrite(path))
        {
            // Every page but the first few: whatever holds the entries is among them.
            file.Position = 5 * 8192;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)Math.Max(0, file.Length - file.Position)).ToArray());
        }

        await using var city = await RunningCity.StartAsync(("ledger:data", folder.Path));
        var status = await city.BookAsync("failed");

        Assert.Contains("damaged", status.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("restore a backup", status.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await IsToldAsync(city, "damaged");
    }

    [Theory]
    [InlineData("postgres://nobody@127.0.0.1:1/none", "Start PostgreSQL")]
    [InlineData("postgres://127.0.0.1/none", "postgres://user@host:port/database")]
    [InlineData("mysql://me@127.0.0.1/none", "neither a path nor")]
    [InlineData("/proc/none/city.journal", "See to disk and rights")]
    public async Task A_journal_that_cannot_be_reached_is_said_in_one_line(string journal, string advice)
    {
        await using var city = await RunningCity.StartAsync(("ledger:journal", journal));

        var line = await city.SaidAsync(l => l.StartsWith("ledger: ", StringComparison.Ordinal));

        Assert.Contains(advice, line, StringComparison.Ordinal);
        Assert.Contains("The map goes on", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        await IsToldAsync(city, advice);
    }

    [Fact]
    public async Task A_password_in_the_address_is_shown_nowhere()
    {
        await using var city = await RunningCity.StartAsync(("ledger:journal", "postgres://me:s3cret@127.0.0.1:1/none"));

        await city.BookAsync("failed");

        Assert.DoesNotContain("s3cret", string.Join('\n', city.Said) + (await city.StatusAsync()).GetRawText() + (await city.JsonAsync("accounts")).GetRawText(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_ledger_is_kept_in_postgresql_and_is_there_again()
    {
        await using var server = await PostgresServer.StartAsync();
        var journal = $"postgres://postgres@127.0.0.1:{server.Port}/postgres";
        long before;
        await using (var city = await Asked.PayingAsync(("ledger:journal", journal)))
        {
            before = Asked.Today(await city.SummaryAsync(won: 1_000));
            Assert.True((await city.VerifyAsync()).GetProperty("valid").GetBoolean());
        }

        await using var again = await Asked.ReadyAsync(("ledger:journal", journal));

        Assert.True(Asked.Today(await again.SummaryAsync()) >= before);
    }

    /// <summary>The page and <c>/status</c> say why, and the map goes on.</summary>
    private static async Task IsToldAsync(RunningCity city, string why)
    {
        var answer = await city.JsonAsync("accounts");
        Assert.Contains(why, answer.GetProperty("problem").GetString(), StringComparison.Ordinal);
        var ledger = (await city.StatusAsync()).GetProperty("ledger");
        Assert.Equal("failed", ledger.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Array, (await city.InsideAsync(37.56, 126.99, 100)).GetProperty("certain").ValueKind);
    }
}
