using Civic.Testing;
using NodaTime;

namespace Civic.Journal.Tests;

public abstract partial class JournalContract
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [ContractFact]
    public async Task A_family_has_one_holder_at_a_time()
    {
        await using var journal = await OpenAsync(Clock);
        var first = await journal.TakeLeaseAsync("ledger", "host-a/1", Hour);
        Assert.True(first.IsGranted);
        Assert.Equal(("host-a/1", true), (first.Holder, first.Token.Value > 0));
        var second = await journal.TakeLeaseAsync("ledger", "host-b/1", Hour);
        Assert.Equal((false, default, "host-a/1", first.Until), (second.IsGranted, second.Token, second.Holder, second.Until));
        Assert.True((await journal.TakeLeaseAsync("complaint", "host-b/1", Hour)).IsGranted);
    }

    [ContractFact]
    public async Task Of_many_who_ask_at_once_one_gets_the_lease()
    {
        await using var journal = await OpenAsync(Clock);
        var outcomes = new LeaseOutcome[8];
        await TogetherAsync(outcomes.Length, async i => outcomes[i] = await journal.TakeLeaseAsync("ledger", $"host-{i}", Hour));
        var winner = Assert.Single(outcomes, o => o.IsGranted);
        Assert.All(outcomes, o => Assert.Equal((winner.Holder, winner.Until), (o.Holder, o.Until)));
    }

    [ContractFact]
    public async Task The_holder_keeps_its_token_and_gets_more_time()
    {
        await using var journal = await OpenAsync(Clock);
        var first = await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        var more = await journal.TakeLeaseAsync("ledger", "host-a", Hour + Hour);
        Assert.Equal((true, first.Token), (more.IsGranted, more.Token));
        Assert.True(more.Until > first.Until);
    }

    [ContractFact]
    public async Task While_a_lease_runs_only_its_token_appends_to_the_family()
    {
        await using var journal = await OpenAsync(Clock);
        var lease = await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        var fenced = new AppendOutcome(AppendResult.Fenced, 0, 0);
        Assert.Equal(fenced, await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1)));
        Assert.Equal(fenced, await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1), new(Token: new(lease.Token.Value + 1))));
        Assert.Equal(1, (await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1), new(Token: lease.Token))).Version);
        Assert.Equal(new AppendOutcome(AppendResult.Fenced, 1, 0), await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1)));
        Assert.True((await journal.AppendAsync(Other, ExpectedVersion.Empty, Entries(1))).IsStored);
        Assert.Equal(2, (await journal.GetHeadAsync()).Count);
    }

    [ContractFact]
    public async Task A_token_that_was_never_granted_is_fenced()
    {
        await using var journal = await OpenAsync(Clock);
        Assert.Equal(new AppendOutcome(AppendResult.Fenced, 0, 0), await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1), new(Token: new(1))));
        Assert.True((await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1))).IsStored);
    }

    [ContractFact]
    public async Task When_a_lease_has_ended_the_next_holder_fences_the_last_one_for_good()
    {
        await using var journal = await OpenAsync(Clock);
        var old = await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        await LetLeasesEndAsync(journal);
        // Nobody else took it: the old holder was alone all the time and may go on.
        Assert.Equal(1, (await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(1), new(Token: old.Token))).Version);
        var next = await journal.TakeLeaseAsync("ledger", "host-b", Hour);
        Assert.True(next.IsGranted);
        Assert.True(next.Token.Value > old.Token.Value);
        var fenced = new AppendOutcome(AppendResult.Fenced, 1, 0);
        Assert.Equal(fenced, await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1), new(Token: old.Token)));
        await LetLeasesEndAsync(journal);
        Assert.Equal(fenced, await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1), new(Token: old.Token)));
        Assert.Equal(2, (await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1))).Version);
    }

    [ContractFact]
    public async Task A_holder_that_let_its_lease_end_gets_a_new_token()
    {
        await using var journal = await OpenAsync(Clock);
        var old = await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        await LetLeasesEndAsync(journal);
        var next = await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        Assert.True(next.Token.Value > old.Token.Value);
    }

    [ContractFact]
    public async Task A_lease_given_back_is_free_and_its_token_still_counts()
    {
        await using var journal = await OpenAsync(Clock);
        var first = await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        await journal.ReleaseLeaseAsync("ledger", new(first.Token.Value + 1));
        await journal.ReleaseLeaseAsync("complaint", first.Token);
        await journal.ReleaseLeaseAsync("ledger", default);
        Assert.False((await journal.TakeLeaseAsync("ledger", "host-b", Hour)).IsGranted);
        await journal.ReleaseLeaseAsync("ledger", first.Token);
        Assert.True((await journal.AppendAsync(Main, ExpectedVersion.Any, Entries(1))).IsStored);
        var second = await journal.TakeLeaseAsync("ledger", "host-b", Hour);
        Assert.True(second.IsGranted);
        Assert.True(second.Token.Value > first.Token.Value);
        await journal.ReleaseLeaseAsync("ledger", first.Token);
        Assert.False((await journal.TakeLeaseAsync("ledger", "host-a", Hour)).IsGranted);
    }

    [ContractFact]
    public async Task The_key_is_looked_at_before_the_lease_and_the_lease_before_the_version()
    {
        await using var journal = await OpenAsync(Clock);
        await journal.AppendAsync(Main, ExpectedVersion.Empty, Entries(2), Key(1));
        await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        Assert.Equal(AppendResult.AlreadyAppended, (await journal.AppendAsync(Main, ExpectedVersion.Exactly(9), Entries(2), Key(1))).Result);
        Assert.Equal(AppendResult.KeyReused, (await journal.AppendAsync(Main, ExpectedVersion.Exactly(9), Entries(1), Key(1))).Result);
        Assert.Equal(AppendResult.Fenced, (await journal.AppendAsync(Main, ExpectedVersion.Exactly(9), Entries(1), Key(2))).Result);
    }

    [ContractFact]
    public async Task Leases_and_their_numbers_outlive_the_process()
    {
        var journal = await OpenAsync(Clock);
        var first = await journal.TakeLeaseAsync("ledger", "host-a", Hour);
        await using var again = await ReopenAsync(journal, Clock);
        Assert.False((await again.TakeLeaseAsync("ledger", "host-b", Hour)).IsGranted);
        await again.ReleaseLeaseAsync("ledger", first.Token);
        Assert.True((await again.TakeLeaseAsync("ledger", "host-b", Hour)).Token.Value > first.Token.Value);
    }

    [ContractFact]
    public async Task A_lease_needs_a_family_a_holder_and_a_time()
    {
        await using var journal = await OpenAsync(Clock);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.TakeLeaseAsync("", "host-a", Hour));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.TakeLeaseAsync("a/b", "host-a", Hour));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.TakeLeaseAsync("ledger", " ", Hour));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await journal.TakeLeaseAsync("ledger", "host-a", Duration.Zero));
    }
}
