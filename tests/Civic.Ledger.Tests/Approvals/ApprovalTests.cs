using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

public class ApprovalTests
{
    private static readonly ManualEntryId Id = Books.Entry(1);
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal = Books.Journal();

    [Fact]
    public async Task What_one_person_proposes_and_another_approves_is_booked_and_marked()
    {
        await using var book = await BookAsync();
        Assert.Equal(ApprovalOutcome.Done, await ProposeAsync(book));
        Assert.Null(await book.GetTransferAsync(10));
        var decision = await book.ApproveEntryAsync(Id, Books.Head, new(9));
        Assert.Equal((ApprovalOutcome.Done, 2), (decision.Outcome, decision.Results.Count));
        Assert.All(new[] { await book.GetTransferAsync(10), await book.GetTransferAsync(11) }, t => Assert.True(t!.Value.Flags.HasFlag(TransferFlags.Approved)));
        var entry = (await book.GetEntryAsync(Id))!;
        Assert.Equal((ManualEntryState.Booked, Books.Clerk, Books.Head, new ReasonCode(9)), (entry.State, entry.ProposedBy, entry.DecidedBy, entry.DecisionReason));
        Assert.NotNull(entry.DecidedAt);
    }

    [Fact]
    public async Task Nobody_approves_or_rejects_what_he_proposed_and_nobody_else_withdraws_it()
    {
        await using var book = await BookAsync();
        await ProposeAsync(book);
        Assert.Equal(ApprovalOutcome.SamePerson, (await book.ApproveEntryAsync(Id, Books.Clerk, Books.Reason)).Outcome);
        Assert.Equal(ApprovalOutcome.SamePerson, await book.RejectEntryAsync(Id, Books.Clerk, Books.Reason));
        Assert.Equal(ApprovalOutcome.NotTheProposer, await book.WithdrawEntryAsync(Id, Books.Head, Books.Reason));
        Assert.Null(await book.GetTransferAsync(10));
        Assert.Equal(ManualEntryState.Proposed, (await book.GetEntryAsync(Id))!.State);
    }

    [Fact]
    public async Task What_is_decided_stays_decided()
    {
        await using var book = await BookAsync();
        await ProposeAsync(book);
        Assert.Equal(ApprovalOutcome.Done, await book.RejectEntryAsync(Id, Books.Head, Books.Reason));
        Assert.Equal(ApprovalOutcome.AlreadyDecided, (await book.ApproveEntryAsync(Id, Books.Auditor, Books.Reason)).Outcome);
        Assert.Equal(ApprovalOutcome.AlreadyDecided, await book.WithdrawEntryAsync(Id, Books.Clerk, Books.Reason));
        Assert.Equal(ApprovalOutcome.Unchanged, await book.RejectEntryAsync(Id, Books.Head, Books.Reason));
        Assert.Null(await book.GetTransferAsync(10));
    }

    [Fact]
    public async Task What_waited_too_long_is_not_approved_any_more()
    {
        await using var book = await BookAsync();
        await ProposeAsync(book, Duration.FromDays(1));
        _clock.Now += Duration.FromDays(1);
        Assert.Equal(ApprovalOutcome.Expired, (await book.ApproveEntryAsync(Id, Books.Head, Books.Reason)).Outcome);
        Assert.Empty(await book.GetWaitingEntriesAsync());
        Assert.Equal(ApprovalOutcome.NotFound, (await book.ApproveEntryAsync(Books.Entry(2), Books.Head, Books.Reason)).Outcome);
    }

    [Fact]
    public async Task When_one_transfer_is_refused_none_is_booked_and_the_entry_says_which()
    {
        await using var book = await BookAsync();
        await book.ProposeEntryAsync(Id, new[] { Books.Transfer(10, 1, 2, 5), Books.Transfer(11, 1, 9, 5) }, Books.Clerk, Books.Reason);
        var decision = await book.ApproveEntryAsync(Id, Books.Head, Books.Reason);
        Assert.Equal(ApprovalOutcome.TransfersRefused, decision.Outcome);
        Assert.Equal([CreateTransferResult.LinkedEventFailed, CreateTransferResult.CreditAccountNotFound], decision.Results);
        Assert.Null(await book.GetTransferAsync(10));
        Assert.Equal(ManualEntryState.Refused, (await book.GetEntryAsync(Id))!.State);
        Assert.Equal(decision.Results, (await book.ApproveEntryAsync(Id, Books.Head, Books.Reason)).Results);
    }

    [Fact]
    public async Task A_proposal_repeated_is_the_same_and_another_under_its_identifier_is_refused()
    {
        await using var book = await BookAsync();
        await ProposeAsync(book);
        _clock.Now += Duration.FromMinutes(5);
        Assert.Equal(ApprovalOutcome.Unchanged, await ProposeAsync(book));
        Assert.Equal(
            ApprovalOutcome.IdInUse, await book.ProposeEntryAsync(Id, new[] { Books.Transfer(10, 1, 2, 6) }, Books.Clerk, Books.Reason));
        Assert.Single(await book.GetWaitingEntriesAsync());
    }

    [Fact]
    public async Task Nobody_and_no_reason_are_misuse()
    {
        await using var book = await BookAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => book.ProposeEntryAsync(Id, new[] { Books.Transfer(10, 1, 2, 6) }, default, Books.Reason));
        await Assert.ThrowsAsync<ArgumentException>(() => book.ApproveEntryAsync(Id, Books.Head, default));
        var approvedBeforehand = new[] { Books.Transfer(10, 1, 2, 6, TransferFlags.Approved) };
        await Assert.ThrowsAsync<ArgumentException>(() => book.ProposeEntryAsync(Id, approvedBeforehand, Books.Clerk, Books.Reason));
        Assert.Equal([CreateTransferResult.ReservedFlag], await book.CreateTransfersAsync(approvedBeforehand));
    }

    [Fact]
    public async Task Every_step_is_in_the_journal_with_who_why_and_when_also_those_that_were_refused()
    {
        await using var book = await BookAsync();
        await ProposeAsync(book);
        await book.ApproveEntryAsync(Id, Books.Clerk, new(99));
        JournalEntry? last = null;
        await foreach (var entry in _journal.ReadAsync(book.Stream))
            last = entry;
        var text = System.Text.Encoding.UTF8.GetString(last!.Payload.Span);
        Assert.Equal("entry.decided", last.Type);
        Assert.Contains("\"actor\":\"11\",\"reason\":\"99\"", text, StringComparison.Ordinal);
        Assert.Contains("SamePerson", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_looked_is_on_record_before_the_answer_is_given()
    {
        await using var book = await BookAsync();
        await ProposeAsync(book);
        var view = book.ViewAs(Books.Auditor, new(3));
        Assert.NotNull(await view.GetAccountAsync(1));
        await view.GetAccountTransfersAsync(new(2));
        Assert.Null(await view.GetTransferAsync(77));
        await view.GetTrialBalanceAsync(new LocalDate(2026, 7, 1));
        var looks = new List<LookRecord>();
        await foreach (var look in book.ReadLooksAsync())
            looks.Add(look);
        Assert.Equal(["account/1", "account/2/transfers", "transfer/77", "trial-balance/2026-07-01"], looks.Select(l => l.Subject));
        Assert.All(looks, l => Assert.Equal((Books.Auditor, new ReasonCode(3), _clock.Now), (l.Actor, l.Reason, l.At)));
        Assert.Equal(4, (await _journal.GetStreamHeadAsync(StreamId.Parse("ledger-access/main"))).Version);
    }

    [Fact]
    public async Task A_look_that_cannot_be_recorded_gets_no_answer()
    {
        var journal = new FaultyJournal(_journal);
        await using var book = await Books.OpenAsync(journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1) });
        (journal.FaultAt, journal.Fault) = (journal.Calls + 1, JournalFault.FailsBefore);
        await Assert.ThrowsAsync<JournalException>(() => book.ViewAs(Books.Auditor, Books.Reason).GetAccountAsync(1));
    }

    private static Task<ApprovalOutcome> ProposeAsync(GeneralLedger book, Duration? validFor = null) => book.ProposeEntryAsync(
        Id, new[] { Books.Transfer(10, 1, 2, 5), Books.Transfer(11, 2, 1, 3) }, Books.Clerk, Books.Reason, "doc-1", validFor);

    private async Task<GeneralLedger> BookAsync()
    {
        var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1), Books.Account(2) });
        return book;
    }
}
