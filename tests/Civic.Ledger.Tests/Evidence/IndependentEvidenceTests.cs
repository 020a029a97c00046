using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Civic.Journal;
using Civic.Samples.JournalVerifier;

namespace Civic.Ledger.Tests;

/// <summary>The sample that shares no code with the ledger must never prove what the ledger does not, and must prove what the ledger writes.</summary>
public sealed class IndependentEvidenceTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly IJournal _journal = Books.Journal();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("civic-evidence-");

    public void Dispose()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_sample_proves_each_transfer_that_the_ledger_proves()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        foreach (var id in new ulong[] { 10, 11, 20, 21, 22, 100, 150, 199, 40, 51 })
        {
            var bundle = (await book.GetEvidenceAsync(id, head))!;
            Assert.Equal(bundle.Verify(PublicKey), Agreed(bundle.ToJson(), head));
        }
    }

    [Fact]
    public async Task What_is_proved_and_what_is_not_is_said()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        var check = await CheckAsync(book, 11, head);
        Assert.Contains("transfer 11, at index 1 of 3, was created", check.Proved[^1], StringComparison.Ordinal);
        Assert.Equal(
            ["debit account 1", "credit account 3", "amount 50", "ledger 410", "code 1", "accounting day that of the record, in the book's time zone", "flags none"],
            check.Proved[^1].Split('\n')[1..].Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        check = await CheckAsync(book, 22, head);
        Assert.Contains("all that is pending", check.Proved[^1], StringComparison.Ordinal);
        Assert.Contains("pending transfer 21", check.Proved[^1], StringComparison.Ordinal);
        check = await CheckAsync(book, 40, head);
        Assert.False(check.IsTransferProved);
        Assert.Contains("transfer 40 follows from this entry", check.NotProved[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_flipped_byte_of_a_bundle_is_proved_by_both_or_not_by_the_sample()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        foreach (var id in new ulong[] { 11, 40 })
        {
            var bytes = Encoding.UTF8.GetBytes((await book.GetEvidenceAsync(id, head))!.ToJson());
            for (var i = 0; i < bytes.Length; i++)
            {
                foreach (var flip in new[] { 1, 2, 0x20, 0x80 })
                {
                    bytes[i] ^= (byte)flip;
                    Agreed(bytes, head);
                    bytes[i] ^= (byte)flip;
                }

                Assert.Null(Agreed(bytes[..i], head));
            }
        }
    }

    [Fact]
    public async Task What_is_said_otherwise_than_it_was_is_not_proved()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        var json = (await book.GetEvidenceAsync(11, head))!.ToJson();
        (string From, string To)[] lies =
        [
            ("\"index\":1", "\"index\":0"), ("\"index\":1", "\"index\":null"), ("\"index\":1", "\"index\":-1"), ("\"index\":1", "\"index\":3"),
            ("\"index\":1,", ""), ("\"transferId\":\"11\"", "\"transferId\":\"10\""), ("\"transferId\":\"11\"", "\"transferId\":\"12\""),
            ("\"transferId\":\"11\"", "\"transferId\":\"011\""), ("\"Created\"", "\"Exists\""), ("\"Created\"", "\"1\""), ("\"position\":3", "\"position\":4"),
            ("transfers.created", "transfers.creates"), ("transfers.created", "transfers created"), ("\"stream\":\"ledger/", "\"stream\":\"ledgers/"),
            ("\"version\":3", "\"version\":4"), ("\"path\":[", "\"path\":[\"" + new string('0', 64) + "\","), ("evidence/1", "evidence/2"),
            ("\"format\"", "\"more\":1,\"format\""), ("\"format\"", "\"index\":1,\"format\""), ("\"timestamp\":\"1", "\"timestamp\":\"2"),
        ];
        Assert.All(lies, lie =>
        {
            Assert.Contains(lie.From, json, StringComparison.Ordinal);
            Assert.Null(Agreed(json.Replace(lie.From, lie.To, StringComparison.Ordinal), head));
        });
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal("the head is not signed with the given key", new EvidenceCheck(other, []).Run(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public async Task A_kept_head_that_contradicts_the_bundle_is_found()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        var json = Encoding.UTF8.GetBytes((await book.GetEvidenceAsync(11, head))!.ToJson());
        var forged = SignedHead.Sign(head.Head with { Root = default }, _clock.Now, _key);
        var shorter = SignedHead.Sign(new(3, default), _clock.Now, _key);
        Assert.Null(new EvidenceCheck(_key, [BytesOf(head)]).Run(json));
        Assert.Contains("two histories", new EvidenceCheck(_key, [BytesOf(head), BytesOf(forged)]).Run(json), StringComparison.Ordinal);
        var unsure = new EvidenceCheck(_key, [BytesOf(shorter)]);
        Assert.Null(unsure.Run(json));
        Assert.Contains("same history", unsure.NotProved[0], StringComparison.Ordinal);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.NotNull(new EvidenceCheck(_key, [BytesOf(SignedHead.Sign(head.Head, _clock.Now, other))]).Run(json));
    }

    [Fact]
    public async Task The_console_says_proved_with_0_not_proved_with_1_and_cannot_with_2()
    {
        await using var book = await BookAsync();
        var head = await HeadAsync();
        var json = (await book.GetEvidenceAsync(11, head))!.ToJson();
        var (bundle, key, kept) = (Written("b.json", json), Written("public.pem", PublicKey), Written("head.pem", head.ToPem()));
        var bad = Written("x.json", json.Replace("\"index\":1", "\"index\":0", StringComparison.Ordinal));
        Assert.Equal((0, "PROVED: the transfer."), await RunAsync("--evidence", bundle, "--key", key, "--kept", kept));
        Assert.Equal((1, "NOT PROVED: the entry does not say that it created transfer 11 at that index and time."), await RunAsync("--evidence", bad, "--key", key));
        var entry = Written("e.json", (await book.GetEvidenceAsync(40, head))!.ToJson());
        Assert.Equal((0, "PROVED: the entry, but not that the transfer follows from it."), await RunAsync("--evidence", entry, "--key", key));
        Assert.Equal(2, (await RunAsync("--evidence", bundle)).Code);
        Assert.Equal(2, (await RunAsync("--evidence", bundle, "--key", bundle)).Code);
        Assert.Equal(2, (await RunAsync("--evidence", bundle, bundle, "--key", key)).Code);
        Assert.Equal(0, (await RunAsync("--help")).Code);
    }

    /// <summary>What both say; what only the ledger proves is not as the ledger writes it.</summary>
    private EvidenceVerdict? Agreed(byte[] bytes, SignedHead head)
    {
        var check = new EvidenceCheck(_key, [BytesOf(head)]);
        EvidenceVerdict? sample = check.Run(bytes) is not null ? null : check.IsTransferProved ? EvidenceVerdict.Proven : EvidenceVerdict.EntryProven;
        var text = Encoding.UTF8.GetString(bytes);
        var (ledger, written) = LedgerSays(text);
        Assert.True(sample == ledger || (sample is null && written != text), $"sample: {sample}, ledger: {ledger}, {text}");
        return sample;
    }

    private EvidenceVerdict? Agreed(string text, SignedHead head) => Agreed(Encoding.UTF8.GetBytes(text), head);

    private (EvidenceVerdict? Proved, string? Written) LedgerSays(string text)
    {
        try
        {
            var bundle = EvidenceBundle.FromJson(text);
            return (bundle.Verify(PublicKey) is var verdict and (EvidenceVerdict.Proven or EvidenceVerdict.EntryProven) ? verdict : null, bundle.ToJson());
        }
        catch (Exception refused) when (refused is FormatException or ArgumentException)
        {
            return (null, null);
        }
    }

    private string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    private async Task<EvidenceCheck> CheckAsync(GeneralLedger book, ulong id, SignedHead head)
    {
        var check = new EvidenceCheck(_key, []);
        Assert.Null(check.Run(Encoding.UTF8.GetBytes((await book.GetEvidenceAsync(id, head))!.ToJson())));
        return check;
    }

    private static byte[] BytesOf(SignedHead head)
    {
        var pem = head.ToPem();
        return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }

    private static async Task<(int Code, string FirstLine)> RunAsync(params string[] arguments)
    {
        string[] line = [typeof(EvidenceCheck).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo("dotnet", line) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, answer.Split('\n')[0].TrimEnd('\r'));
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
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
