using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

public class FencingTests
{
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal;

    public FencingTests() => _journal = Books.Journal(_clock);

    [Fact]
    public async Task Of_two_hosts_without_a_lease_the_second_to_write_stops_with_a_clear_error()
    {
        await using var one = await Books.OpenAsync(_journal, _clock);
        await using var two = await Books.OpenAsync(_journal, _clock);
        await one.CreateAccountsAsync(new[] { Books.Account(1) });
        var failed = await Assert.ThrowsAsync<LedgerException>(() => two.CreateAccountsAsync(new[] { Books.Account(2) }));
        Assert.Equal(LedgerFailure.Overtaken, failed.Failure);
        Assert.Contains("another host wrote", failed.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LedgerException>(() => two.GetAccountAsync(1));

        await one.CreateAccountsAsync(new[] { Books.Account(3) });
        Assert.Equal(await one.StateHashAsync(), await Books.FullReplayAsync(_journal, _clock));
        Assert.Null(await one.GetAccountAsync(2));
    }

    [Fact]
    public async Task While_a_host_holds_the_lease_another_is_not_let_in()
    {
        await using var one = await OpenAsync("host-1");
        var refused = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync("host-2"));
        Assert.Equal(LedgerFailure.Fenced, refused.Failure);
        Assert.Contains("host-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_was_paused_past_its_lease_cannot_write_when_another_took_over()
    {
        await using var one = await OpenAsync("host-1");
        await one.CreateAccountsAsync(new[] { Books.Account(1) });
        _clock.Now += Duration.FromMinutes(2);
        await using var two = await OpenAsync("host-2");
        var failed = await Assert.ThrowsAsync<LedgerException>(() => one.CreateAccountsAsync(new[] { Books.Account(2) }));
        Assert.Equal(LedgerFailure.Fenced, failed.Failure);
        Assert.Equal([CreateAccountResult.Created], await two.CreateAccountsAsync(new[] { Books.Account(3) }));
        Assert.Null(await two.GetAccountAsync(2));
    }

    [Fact]
    public async Task A_host_whose_clock_says_that_its_lease_still_runs_is_stopped_by_its_old_token()
    {
        var slow = new ManualClock();
        await using var one = await OpenAsync("host-1", slow);
        _clock.Now += Duration.FromMinutes(2);
        await using (await OpenAsync("host-2"))
        {
        }

        var failed = await Assert.ThrowsAsync<LedgerException>(() => one.CreateAccountsAsync(new[] { Books.Account(2) }));
        Assert.Equal(LedgerFailure.Fenced, failed.Failure);
    }

    [Fact]
    public async Task A_lease_is_renewed_by_writing_and_given_back_by_closing()
    {
        await using (var one = await OpenAsync("host-1"))
        {
            for (var i = 1ul; i <= 5; i++)
            {
                _clock.Now += Duration.FromSeconds(40);
                await one.CreateAccountsAsync(new[] { Books.Account(i) });
            }

            await Assert.ThrowsAsync<LedgerException>(() => OpenAsync("host-2"));
        }

        await using var two = await OpenAsync("host-2");
        Assert.NotNull(await two.GetAccountAsync(5));
    }

    private Task<GeneralLedger> OpenAsync(string host, ManualClock? clock = null) =>
        GeneralLedger.OpenAsync(_journal, Books.Options(clock ?? _clock) with { Lease = new(host, Duration.FromMinutes(1)) });
}
