using System.Security.Cryptography;
using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests;

public sealed class EvidenceTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal = Books.Journal();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Each_transfer_of_a_book_is_proven_by_its_bundle_and_the_public_key_alone()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        foreach (var id in new ulong[] { 10, 11, 20, 21, 100, 150, 199 })
        {
            var bundle = EvidenceBundle.FromJson((await book.GetEvidenceAsync(id, head))!.ToJson());
            Assert.Equal(EvidenceVerdict.Proven, bundle.Verify(PublicKey));
            Assert.Equal((await book.GetTransferAsync(id))!.Value.RecordedAt, bundle.RecordedAt);
            Assert.Equal((TransferId)id, bundle.TransferId);
        }
    }

    [Fact]
    public async Task An_approved_transfer_shows_the_entry_of_its_approval()
    {
        await using var book = await BookAsync();
        var bundle = (await book.GetEvidenceAsync(40, await HeadAsync()))!;
        Assert.Equal("entry.decided", bundle.Entry.Type);
        Assert.Equal(EvidenceVerdict.EntryProven, bundle.Verify(PublicKey));
        var refused = EvidenceBundle.FromJson(bundle.ToJson().Replace("\"Created\"", "\"Exists\"", StringComparison.Ordinal));
        Assert.Equal(EvidenceVerdict.NotInEntry, refused.Verify(PublicKey));
    }

    [Fact]
    public async Task A_bundle_whose_entry_no_journal_could_hold_is_refused_when_it_is_read()
    {
        await using var book = await BookAsync();
        var json = (await book.GetEvidenceAsync(11, await HeadAsync()))!.ToJson();
        Assert.Throws<FormatException>(() => EvidenceBundle.FromJson(json.Replace("transfers.created", "transfers created", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_imported_transfer_is_found_though_its_time_is_not_the_entrys()
    {
        await using var book = await Books.OpenAsync(_journal, _clock);
        var old = LedgerTime.Nanoseconds(Instant.FromUtc(2020, 1, 1, 0, 0));
        await book.CreateAccountsAsync(new[]
        {
            Books.Account(1, AccountFlags.Imported) with { Timestamp = old }, Books.Account(2, AccountFlags.Imported) with { Timestamp = old + 1 },
        });
        await book.CreateTransfersAsync(new[] { Books.Transfer(10, 1, 2, 5, TransferFlags.Imported) with { Timestamp = old + 2 } });
        Assert.Equal(EvidenceVerdict.Proven, (await book.GetEvidenceAsync(10, await HeadAsync()))!.Verify(PublicKey));
    }

    [Fact]
    public async Task A_changed_bundle_is_not_proven()
    {
        await using var book = await BookAsync();
        var json = (await book.GetEvidenceAsync(11, await HeadAsync()))!.ToJson();
        Assert.Equal(EvidenceVerdict.NotInEntry, EvidenceBundle.FromJson(json.Replace("\"index\":1", "\"index\":0", StringComparison.Ordinal)).Verify(PublicKey));
        Assert.Equal(
            EvidenceVerdict.NotInEntry, EvidenceBundle.FromJson(json.Replace("\"transferId\":\"11\"", "\"transferId\":\"13\"", StringComparison.Ordinal)).Verify(PublicKey));
        Assert.Equal(EvidenceVerdict.NotInEntry, EvidenceBundle.FromJson(json.Replace("\"Created\"", "\"Exists\"", StringComparison.Ordinal)).Verify(PublicKey));
        Assert.Equal(
            EvidenceVerdict.NotInJournal, EvidenceBundle.FromJson(json.Replace("\"position\":3", "\"position\":4", StringComparison.Ordinal)).Verify(PublicKey));
        Assert.Equal(
            EvidenceVerdict.EntryChanged, EvidenceBundle.FromJson(json.Replace("transfers.created", "transfers.creates", StringComparison.Ordinal)).Verify(PublicKey));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(EvidenceVerdict.NotSigned, EvidenceBundle.FromJson(json).Verify(other.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public async Task Every_flipped_character_of_a_bundle_is_found_or_refused()
    {
        await using var book = await BookAsync();
        var json = (await book.GetEvidenceAsync(11, await HeadAsync()))!.ToJson();
        for (var i = 0; i < json.Length; i++)
        {
            var changed = $"{json[..i]}{(json[i] == 'A' ? 'B' : 'A')}{json[(i + 1)..]}";
            try
            {
                var bundle = EvidenceBundle.FromJson(changed);
                Assert.True(bundle.Verify(PublicKey) != EvidenceVerdict.Proven || bundle.ToJson() == json, $"character {i}");
            }
            catch (FormatException)
            {
            }
        }
    }

    [Fact]
    public async Task A_head_from_before_the_transfer_proves_nothing_and_says_so()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        await book.CreateTransfersAsync(new[] { Books.Transfer(900, 1, 2, 1) });
        await Assert.ThrowsAsync<ArgumentException>(() => book.GetEvidenceAsync(900, head));
        Assert.Null(await book.GetEvidenceAsync(901, head));
    }

    private async Task<SignedHead> HeadAsync() => SignedHead.Sign(await _journal.GetHeadAsync(), _clock.Now, _key);

    private async Task<GeneralLedger> BookAsync()
    {
        var book = await Books.OpenAsync(_journal, _clock);
        for (var step = 0; step < Workload.Steps.Length; step++)
            await Workload.TakeAsync(step, book, _clock);
        return book;
    }
}
