using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.Journal;
using Civic.Ledger;

namespace Civic.City.Treasury;

/// <summary>What the city books, and what an auditor is told.</summary>
public class LedgerTests
{
    [Fact]
    public async Task While_the_evening_plays_parking_is_charged_and_shared_and_the_books_balance()
    {
        await using var city = await Asked.PayingAsync();

        var summary = await city.SummaryAsync(won: 5_000);

        var (owner, total) = (Asked.Won(summary.GetProperty("today").GetProperty("owner")), Asked.Today(summary));
        Assert.InRange(owner * 2, total - 200, total + 200);
        Assert.True(summary.GetProperty("balanced").GetBoolean());
        Assert.Contains("조례", summary.GetProperty("rule").GetProperty("basis").GetString(), StringComparison.Ordinal);
        var balance = await city.JsonAsync("trial-balance");
        var sides = balance.GetProperty("totals")[0];
        Assert.Equal(sides.GetProperty("debits").GetString(), sides.GetProperty("credits").GetString());
        Assert.True(Asked.Won(sides.GetProperty("debits")) >= total);
    }

    [Fact]
    public async Task With_real_devices_only_nothing_is_invented()
    {
        await using var city = await Asked.ReadyAsync();

        var summary = await city.SummaryAsync();

        Assert.Equal("0", summary.GetProperty("totals")[0].GetProperty("debits").GetString());
        Assert.Equal([ThisYear], summary.GetProperty("periods").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_sessions_and_another_seed_others()
    {
        var (one, same, other) = (new ParkingSessions(1), new ParkingSessions(1), new ParkingSessions(2));

        var sessions = Enumerable.Range(0, 500).Select(_ => one.Next()).ToList();

        Assert.Equal(sessions, Enumerable.Range(0, 500).Select(_ => same.Next()));
        Assert.NotEqual(sessions, Enumerable.Range(0, 500).Select(_ => other.Next()));
        Assert.All(sessions, s => Assert.InRange(s.Fee, 1, 20_000));
        Assert.Contains(sessions, s => s.Refund == 1);
        Assert.Contains(sessions, s => s.PaysOut);
        Assert.InRange(sessions.Average(s => s.Wait), 0.9, 1.1);
    }

    [Fact]
    public async Task Who_does_not_say_who_and_why_sees_nothing_and_every_look_leaves_a_record()
    {
        await using var city = await Asked.ReadyAsync();
        string[] paths =
        [
            "accounts", "accounts/1100?actor=7", "trial-balance?actor=0&reason=1", "looks?actor=7&reason=99", "export?reason=1", "statements", "evidence/1", "verify",
        ];
        foreach (var path in paths)
        {
            using var refused = await city.Http.GetAsync(new Uri($"/api/ledger/{path}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("who looks", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problem").GetString(), StringComparison.Ordinal);
        }

        await city.JsonAsync("accounts/1100");
        await city.JsonAsync("trial-balance");
        var looks = (await city.JsonAsync("looks")).GetProperty("looks").EnumerateArray().ToList();

        Assert.Equal(["looks", "trial-balance", "account/1100"], looks.Select(l => l.GetProperty("subject").GetString()));
        Assert.All(looks, l => Assert.Equal(("7", 2), (l.GetProperty("actor").GetString(), l.GetProperty("reason").GetInt32())));
    }

    [Fact]
    public async Task Accounts_come_in_pages_and_by_kind()
    {
        await using var city = await Asked.ReadyAsync();

        var first = await city.JsonAsync("accounts?size=50");
        var second = await city.JsonAsync("accounts?size=50&page=2");
        var owners = await city.JsonAsync("accounts?kind=owner&size=200");

        Assert.True(first.GetProperty("more").GetBoolean());
        Assert.False(second.GetProperty("more").GetBoolean());
        Assert.Equal(Chart.Load().Accounts.Count, first.GetProperty("accounts").GetArrayLength() + second.GetProperty("accounts").GetArrayLength());
        Assert.Equal(Chart.Bays, owners.GetProperty("accounts").GetArrayLength());
        Assert.Contains("kind", (await city.JsonAsync("accounts?kind=8")).GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("no such account", (await city.JsonAsync("accounts/77")).GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_before_the_book_has_no_balance_rather_than_zeros()
    {
        await using var city = await Asked.ReadyAsync();

        var answer = await city.JsonAsync("trial-balance?day=2020-01-01");

        Assert.Contains("zeros would be no answer", answer.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("date", (await city.JsonAsync("trial-balance?day=yesterday")).GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_of_a_closed_year_is_recalculated_from_its_bytes_and_the_rules_alone()
    {
        await using var city = await Asked.PayingAsync();
        var summary = await city.SummaryAsync(won: 1);
        var closed = summary.GetProperty("periods").EnumerateArray().Single(p => p.GetProperty("state").GetString() == "HardClosed").GetProperty("name").GetString();

        using var download = await city.GetAsync($"statements/2200/{closed}?format=json");
        using var texts = await city.GetAsync("rules");
        using var csv = await city.GetAsync($"statements/2200/{closed}?format=csv");

        var rules = (await texts.Content.ReadAsByteArrayAsync()).AsMemory();
        var bytes = await download.Content.ReadAsByteArrayAsync();
        Assert.Empty(StatementCheck.Run(bytes, [rules[..^1]]).Differences);
        Assert.StartsWith("text/csv", csv.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        var picture = await city.JsonAsync($"statements/2200/{closed}");
        Assert.True(picture.GetProperty("final").GetBoolean());
        Assert.Equal(64, picture.GetProperty("hash").GetString()!.Length);
        var open = await city.JsonAsync($"statements/2200/{ThisYear}");
        Assert.False(open.GetProperty("final").GetBoolean());
        Assert.True(Asked.Won(open.GetProperty("totals").GetProperty("charges")) > 0);
    }

    [Fact]
    public async Task A_kept_head_shows_whether_the_journal_only_grew()
    {
        await using var city = await Asked.ReadyAsync();
        var before = (await city.VerifyAsync()).GetProperty("head");
        var (count, root) = (before.GetProperty("count").GetInt64(), before.GetProperty("root").GetString());
        await city.JsonAsync("trial-balance");

        Assert.Equal("grown", (await city.VerifyAsync($"?count={count}&root={root}")).GetProperty("earlier").GetString());
        Assert.Equal("rewritten", (await city.VerifyAsync($"?count={count}&root={new string('0', 64)}")).GetProperty("earlier").GetString());
        Assert.Equal("cut", (await city.VerifyAsync($"?count=999999&root={root}")).GetProperty("earlier").GetString());
        Assert.Contains("64", (await city.JsonAsync("verify?count=5&root=abc")).GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_and_the_evidence_of_a_transfer_hold_with_the_public_key_alone()
    {
        await using var city = await Asked.PayingAsync();
        await city.SummaryAsync(won: 1);
        var key = await city.Http.GetStringAsync(new Uri("/api/ledger/key", UriKind.Relative));
        var transfer = (await city.JsonAsync("accounts/1100")).GetProperty("transfers")[0].GetProperty("id").GetString();

        using var export = await city.GetAsync("export");
        using var evidence = await city.GetAsync($"evidence/{transfer}?download=1");

        var report = await JournalVerifier.VerifyExportAsync(
            await export.Content.ReadAsStreamAsync(), options: new VerificationOptions { PublicKeyPem = key });
        Assert.True(report.IsValid, report.ToString());
        var bundle = EvidenceBundle.FromJson(await evidence.Content.ReadAsStringAsync());
        Assert.Equal(EvidenceVerdict.EntryProven, bundle.Verify(key));
        Assert.Contains("no such transfer", (await city.JsonAsync("evidence/12345")).GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    private static string ThisYear => NodaTime.SystemClock.Instance.GetCurrentInstant().WithOffset(NodaTime.Offset.FromHours(9)).Year.ToString("0000", null);
}
