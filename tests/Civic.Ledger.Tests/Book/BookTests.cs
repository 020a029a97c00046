using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

public class BookTests
{
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal = Books.Journal();

    [Fact]
    public async Task What_was_booked_is_there_again_when_the_book_is_opened_again()
    {
        Digest hash;
        await using (var book = await Books.OpenAsync(_journal, _clock))
        {
            Assert.Equal([CreateAccountResult.Created, CreateAccountResult.Created], await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) }));
            Assert.Equal([CreateTransferResult.Created], await book.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 500) }));
            hash = await book.StateHashAsync();
        }

        await using var again = await Books.OpenAsync(_journal, _clock);
        Assert.Equal((UInt128)500, (await again.GetAccountAsync(2))!.Value.CreditsPosted);
        Assert.Equal(hash, await again.StateHashAsync());
        Assert.Equal([CreateTransferResult.Exists], await again.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 500) }));
    }

    [Fact]
    public async Task Refused_requests_are_journaled_too_so_that_a_burnt_identifier_stays_burnt()
    {
        await using (var book = await Books.OpenAsync(_journal, _clock))
        {
            Assert.Equal([CreateTransferResult.DebitAccountNotFound], await book.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 500) }));
        }

        await using var again = await Books.OpenAsync(_journal, _clock);
        await again.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        Assert.Equal([CreateTransferResult.IdAlreadyFailed], await again.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 500) }));
    }

    [Fact]
    public async Task Pending_money_is_freed_before_the_first_request_after_its_time()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        await book.CreateTransfersAsync(new[] { Books.Pending(10, 1, 2, 500, timeout: 60) });
        _clock.Now += Duration.FromSeconds(61);
        Assert.Equal([CreateTransferResult.PendingTransferExpired], await book.CreateTransfersAsync(new[] { Books.Post(11, 10) }));
        Assert.Equal((UInt128)0, (await book.GetAccountAsync(1))!.Value.DebitsPending);
        Assert.Equal(0, await book.ExpireAsync());
        Assert.Equal(PendingState.Expired, await book.GetPendingStateAsync(10));
        Assert.Equal(await book.StateHashAsync(), await Books.FullReplayAsync(_journal, _clock));
    }

    [Fact]
    public async Task A_tick_frees_what_is_due_and_says_how_much()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        await book.CreateTransfersAsync(new[] { Books.Pending(10, 1, 2, 500, 60), Books.Pending(11, 1, 2, 5, 60), Books.Pending(12, 1, 2, 7, 600) });
        _clock.Now += Duration.FromSeconds(61);
        Assert.Equal(2, await book.ExpireAsync());
        Assert.Equal((UInt128)7, (await book.GetAccountAsync(1))!.Value.DebitsPending);
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_turn_the_book_back()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        await book.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 1) });
        _clock.Now -= Duration.FromDays(1);
        await book.CreateTransfersAsync(new[] { Books.Transfer(11, 1, 2, 1) });
        var (earlier, later) = ((await book.GetTransferAsync(10))!.Value, (await book.GetTransferAsync(11))!.Value);
        Assert.True(later.Timestamp > earlier.Timestamp);
        Assert.Equal(await book.StateHashAsync(), await Books.FullReplayAsync(_journal, _clock));
    }

    [Fact]
    public async Task A_clock_that_cannot_be_right_fails_the_request_and_not_the_book()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        var right = _clock.Now;
        _clock.Now = Instant.FromUtc(1969, 12, 31, 0, 0);
        await Assert.ThrowsAsync<InvalidOperationException>(() => book.CreateAccountsAsync(new[] { Books.Account(1) }));
        _clock.Now = right;
        Assert.Equal([CreateAccountResult.Created], await book.CreateAccountsAsync(new[] { Books.Account(1) }));
    }

    [Fact]
    public async Task Two_books_of_one_journal_do_not_know_each_other()
    {
        await using var one = await GeneralLedger.OpenAsync(_journal, Books.Options(_clock) with { Name = "one" });
        await using var two = await GeneralLedger.OpenAsync(_journal, Books.Options(_clock) with { Name = "two" });
        await one.CreateAccountsAsync(new[] { Books.Account(1) });
        Assert.Null(await two.GetAccountAsync(1));
        Assert.Equal(StreamId.Parse("ledger/two"), two.Stream);
    }

    [Fact]
    public async Task Filters_answer_and_an_account_that_does_not_exist_is_not_an_account_without_transfers()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1, AccountFlags.History), Books.Account(2) });
        await book.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 5), Books.Transfer(11, 2, 1, 3) });
        Assert.Equal([10, 11], (await book.GetAccountTransfersAsync(new(1))).Select(t => (int)(ulong)t.Id.Value));
        Assert.Equal([5u, 5u], (await book.GetAccountBalancesAsync(new(1))).Select(b => (uint)b.DebitsPosted));
        Assert.Equal(2, (await book.QueryAccountsAsync(new() { Ledger = Books.Won })).Length);
        Assert.Single(await book.QueryTransfersAsync(new() { Limit = 1, NewestFirst = true }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => book.GetAccountTransfersAsync(new(3)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => book.GetAccountBalancesAsync(new(2)));
    }

    [Fact]
    public async Task A_request_of_nothing_is_answered_with_nothing_and_one_of_too_much_is_refused()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        var version = book.DurableVersion;
        Assert.Empty(await book.CreateTransfersAsync(ReadOnlyMemory<Transfer>.Empty));
        Assert.Equal(version, book.DurableVersion);
        await Assert.ThrowsAsync<ArgumentException>(() => book.CreateTransfersAsync(new Transfer[GeneralLedger.MaxBatch + 1]));
    }

    [Fact]
    public async Task A_closed_book_takes_nothing()
    {
        var book = await Books.OpenAsync(_journal, _clock);
        await book.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => book.GetAccountAsync(1));
    }

    [Fact]
    public async Task The_callers_array_may_be_used_again_while_the_request_waits()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        var array = new[] { Books.Transfer(10, 1, 2, 500) };
        var asked = book.CreateTransfersAsync(array);
        array[0] = Books.Transfer(99, 2, 1, 1);
        Assert.Equal([CreateTransferResult.Created], await asked);
        Assert.Equal((UInt128)500, (await book.GetTransferAsync(10))!.Value.Amount);
    }
}
