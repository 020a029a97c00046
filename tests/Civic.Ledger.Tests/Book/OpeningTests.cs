using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

public class OpeningTests
{
    private static readonly StreamId Stream = StreamId.Parse("ledger/main");
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal = Books.Journal();

    [Fact]
    public Task A_stream_of_something_else_is_not_a_book() => RefusedAsync(LedgerFailure.ForeignJournal, "complaint.filed", "{}");

    [Fact]
    public Task A_book_of_a_newer_format_is_refused_by_its_number() =>
        RefusedAsync(LedgerFailure.ForeignJournal, "book.opened", """{"format":2,"name":"main","offsetSeconds":32400,"calendar":"iso"}""", "format 2");

    [Fact]
    public Task A_book_of_another_name_is_refused() =>
        RefusedAsync(LedgerFailure.ForeignJournal, "book.opened", """{"format":1,"name":"other","offsetSeconds":32400}""", "'other'");

    [Fact]
    public Task A_book_with_other_accounting_days_is_refused() =>
        RefusedAsync(LedgerFailure.ForeignJournal, "book.opened", """{"format":1,"name":"main","offsetSeconds":0}""", "accounting days");

    [Fact]
    public Task An_opening_that_cannot_be_read_is_refused() => RefusedAsync(LedgerFailure.ForeignJournal, "book.opened", "{", "cannot be read");

    [Fact]
    public async Task An_entry_of_a_kind_that_this_program_does_not_know_is_refused_by_its_place()
    {
        await BeginAsync();
        await AppendAsync("vault.opened", new byte[20]);
        var refused = await Assert.ThrowsAsync<LedgerException>(() => Books.OpenAsync(_journal, _clock));
        Assert.Equal(LedgerFailure.ForeignJournal, refused.Failure);
        Assert.Contains("version 3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("vault.opened", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_is_refused_by_its_place()
    {
        await BeginAsync();
        await AppendAsync("transfers.created", new byte[3]);
        var refused = await Assert.ThrowsAsync<LedgerException>(() => Books.OpenAsync(_journal, _clock));
        Assert.Equal(LedgerFailure.Corrupt, refused.Failure);
        Assert.Contains("version 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_whose_replay_gives_another_result_than_was_recorded_is_refused_by_its_place()
    {
        await BeginAsync();
        var last = default(JournalEntry)!;
        await foreach (var entry in _journal.ReadAsync(Stream))
            last = entry;

        // The same accounts again, a second later, recorded as created: they exist.
        var payload = last.Payload.ToArray();
        var at = last.At + Duration.FromSeconds(1);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(payload.AsSpan(payload.Length - 8), (ulong)at.ToUnixTimeTicks() * 100);
        await _journal.AppendAsync(Stream, ExpectedVersion.Any, [new(last.Type, at, payload)]);
        var refused = await Assert.ThrowsAsync<LedgerException>(() => Books.OpenAsync(_journal, _clock));
        Assert.Equal(LedgerFailure.Diverged, refused.Failure);
        Assert.Contains("version 3", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_of_another_format_or_one_that_cannot_be_read_costs_a_full_replay_and_nothing_else()
    {
        await BeginAsync();
        var head = await _journal.GetStreamHeadAsync(Stream);
        foreach (var (format, state) in new[] { ("civic-ledger/0", new byte[9]), ("civic-ledger/1", new byte[9]), ("civic-ledger/1", "\0\0\0\u0002[]\0\0\0\u0002[]x"u8.ToArray()) })
        {
            await _journal.SaveSnapshotAsync(new(Stream, head, format, state));
            await using var book = await Books.OpenAsync(_journal, _clock);
            Assert.NotNull(await book.GetAccountAsync(1));
        }
    }

    [Fact]
    public async Task The_opening_tells_how_far_it_is()
    {
        await BeginAsync();
        var told = new List<ReplayProgress>();
        await using var book = await GeneralLedger.OpenAsync(_journal, Books.Options(_clock), new Told(told));
        Assert.Equal(new(2, 2), told[^1]);
        Assert.Equal(1, told[^1].Fraction);
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_before_anything_is_written()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => GeneralLedger.OpenAsync(_journal, new() { Name = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => GeneralLedger.OpenAsync(_journal, new() { AppendAttempts = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(() => GeneralLedger.OpenAsync(_journal, new() { SnapshotEvery = -1 }));
        await Assert.ThrowsAsync<ArgumentException>(() => GeneralLedger.OpenAsync(_journal, new() { Lease = new("", Duration.FromSeconds(1)) }));
        Assert.Equal(0, (await _journal.GetHeadAsync()).Count);
    }

    private async Task BeginAsync()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        await book.CreateAccountsAsync(new[] { Books.Account(1) });
    }

    private async Task RefusedAsync(LedgerFailure failure, string type, string payload, string? says = null)
    {
        await AppendAsync(type, System.Text.Encoding.UTF8.GetBytes(payload));
        var refused = await Assert.ThrowsAsync<LedgerException>(() => Books.OpenAsync(_journal, _clock));
        Assert.Equal(failure, refused.Failure);
        Assert.Contains(says ?? "ledger/main", refused.Message, StringComparison.Ordinal);
    }

    private async Task AppendAsync(string type, byte[] payload) => await _journal.AppendAsync(Stream, ExpectedVersion.Any, [new(type, _clock.Now, payload)]);

    private sealed class Told(List<ReplayProgress> told) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => told.Add(value);
    }
}
