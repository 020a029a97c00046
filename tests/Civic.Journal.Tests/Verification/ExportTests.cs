using System.Text;
using NodaTime;

namespace Civic.Journal.Tests;

public sealed class ExportTests
{
    [Fact]
    public async Task An_export_is_written_to_the_byte_as_the_page_says()
    {
        await using var journal = new MemoryJournal(new TestClock());
        await journal.AppendAsync(new("ledger", "main"), ExpectedVersion.Empty, [new("a\"b\\c<+&>", Instant.FromUnixTimeTicks(-1), "원"u8.ToArray())]);
        using var bytes = new MemoryStream();
        var head = await JournalExport.WriteAsync(journal, bytes);
        var hash = (await journal.GetStreamHeadAsync(new("ledger", "main"))).Hash;
        Assert.Equal(
            $$"""
            {"format":"civic.journal.export","version":1}
            {"position":1,"stream":"ledger/main","version":1,"type":"a\"b\\c<+&>","at":"1969-12-31T23:59:59.9999999Z","payload":"7JuQ","hash":"{{hash}}"}
            {"count":1,"root":"{{head.Root}}"}

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Fact]
    public async Task A_whole_export_is_valid_signed_or_not_and_when_empty()
    {
        foreach (var appends in new[] { 0, 1, 5, 40 })
        {
            using var small = await SmallExport.CreateAsync(appends);
            foreach (var isSigned in new[] { true, false })
            {
                var report = await VerifyAsync(await small.WriteAsync(isSigned), isSigned ? small.PublicKeyPem : null);
                Assert.True(report.IsValid, report.ToString());
                Assert.Equal(await small.Journal.GetHeadAsync(), report.Head);
                Assert.Equal(isSigned, report.SignedHead is not null);
            }
        }
    }

    [Fact]
    public async Task Every_flipped_bit_is_found_with_its_position()
    {
        using var small = await SmallExport.CreateAsync(2);
        var bytes = await small.WriteAsync();
        var line = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bad = bytes.ToArray();
                bad[i] ^= (byte)(1 << bit);
                var report = await VerifyAsync(bad, small.PublicKeyPem);
                Assert.False(report.IsValid, $"byte {i}, bit {bit}");
                Assert.Equal(line, report.Position);
                Assert.Equal(Math.Max(0, line - 1), report.Head.Count);
            }

            line += bytes[i] == '\n' ? 1 : 0;
        }
    }

    [Fact]
    public async Task Every_cut_is_found_with_its_position()
    {
        using var small = await SmallExport.CreateAsync();
        var bytes = await small.WriteAsync();
        var line = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            var report = await VerifyAsync(bytes[..length], null);
            var isAtLineEnd = length == 0 || bytes[length - 1] == '\n';
            Assert.Equal((isAtLineEnd ? VerificationFault.EndMissing : VerificationFault.TornLine, line), (report.Fault, report.Position));
            line += bytes[length] == '\n' ? 1 : 0;
        }
    }

    [Fact]
    public async Task Lines_that_are_missing_doubled_or_moved_are_found()
    {
        using var small = await SmallExport.CreateAsync();
        var lines = Encoding.UTF8.GetString(await small.WriteAsync()).Split('\n')[..^1];
        for (var i = 1; i < lines.Length; i++)
        {
            var toTheEnd = lines.Length - 1 - i;
            var without = toTheEnd switch { 0 => VerificationFault.EndMissing, 1 => VerificationFault.WrongHead, _ => VerificationFault.Gap };
            Assert.Equal(without, (await VerifyAsync([.. lines[..i], .. lines[(i + 1)..]])).Fault);
            var doubled = toTheEnd == 0 ? VerificationFault.MoreAfterTheEnd : VerificationFault.Gap;
            Assert.Equal(doubled, (await VerifyAsync([.. lines[..i], lines[i], .. lines[i..]])).Fault);
        }

        Assert.Equal(VerificationFault.Gap, (await VerifyAsync([lines[0], lines[2], lines[1], .. lines[3..]])).Fault);
        Assert.Equal(VerificationFault.NotAnExport, (await VerifyAsync(lines[1..])).Fault);
        Assert.Equal(VerificationFault.MoreAfterTheEnd, (await VerifyAsync([.. lines, ""])).Fault);
    }

    [Fact]
    public async Task An_export_forged_with_new_hashes_is_found_by_its_signature()
    {
        using var small = await SmallExport.CreateAsync();
        using var forger = await SmallExport.CreateAsync();
        var forged = await forger.WriteAsync();
        Assert.True((await VerifyAsync(forged, null)).IsValid);
        Assert.Equal(VerificationFault.BadSignature, (await VerifyAsync(forged, small.PublicKeyPem)).Fault);
        Assert.Equal(VerificationFault.BadSignature, (await VerifyAsync(await small.WriteAsync(isSigned: false), small.PublicKeyPem)).Fault);
    }

    [Fact]
    public async Task An_export_is_held_against_heads_that_were_kept()
    {
        using var small = await SmallExport.CreateAsync(0);
        var kept = new List<SignedHead> { await small.SignAsync() };
        for (var i = 0; i < 4; i++)
        {
            await small.AppendAsync(i);
            kept.Add(await small.SignAsync());
        }

        kept.Reverse();
        var options = new VerificationOptions { PublicKeyPem = small.PublicKeyPem, EarlierHeads = kept };
        Assert.True((await CheckAsync(await small.WriteAsync(), options)).IsValid);
        using var shorter = await SmallExport.CreateAsync(3);
        var cut = await CheckAsync(await shorter.WriteAsync(), new VerificationOptions { EarlierHeads = kept });
        Assert.Equal((VerificationFault.EndMissing, 10L), (cut.Fault, cut.Position));
        using var other = await SmallExport.CreateAsync(1);
        await other.AppendAsync(7);
        await other.AppendAsync(8);
        await other.AppendAsync(9);
        var rewritten = await CheckAsync(await other.WriteAsync(), new VerificationOptions { EarlierHeads = kept });
        Assert.Equal((VerificationFault.PastRewritten, 6L), (rewritten.Fault, rewritten.Position));
        using var stranger = await SmallExport.CreateAsync(0);
        options = new() { PublicKeyPem = small.PublicKeyPem, EarlierHeads = [await stranger.SignAsync()] };
        var foreign = await CheckAsync(await small.WriteAsync(), options);
        Assert.Equal(VerificationFault.BadSignature, foreign.Fault);
    }

    [Fact]
    public async Task A_line_without_end_is_not_read_into_memory_for_ever()
    {
        await using var endless = new EndlessStream();
        var report = await JournalVerifier.VerifyExportAsync(endless);
        Assert.Equal((VerificationFault.LineTooLong, 0L), (report.Fault, report.Position));
        Assert.True(endless.Given < 64 << 20);
    }

    [Fact]
    public async Task The_largest_entry_is_exported_and_verified()
    {
        await using var journal = new MemoryJournal(new TestClock());
        var entry = new NewEntry(new string('"', NewEntry.MaxTypeLength), SmallExport.SignedAt, new byte[NewEntry.MaxPayloadLength]);
        await journal.AppendAsync(new(new string('f', 60), new string('n', 140)), ExpectedVersion.Empty, [entry]);
        using var bytes = new MemoryStream();
        await JournalExport.WriteAsync(journal, bytes);
        var report = await VerifyAsync(bytes.ToArray(), null);
        Assert.True(report.IsValid, report.ToString());
    }

    [Fact]
    public async Task What_is_no_key_is_a_mistake_of_the_caller() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await VerifyAsync([], "no key"));

    private static Task<VerificationReport> VerifyAsync(IEnumerable<string> lines) =>
        VerifyAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))), null);

    private static Task<VerificationReport> VerifyAsync(byte[] bytes, string? key) => CheckAsync(bytes, new VerificationOptions { PublicKeyPem = key });

    private static async Task<VerificationReport> CheckAsync(byte[] bytes, VerificationOptions options)
    {
        using var stream = new MemoryStream(bytes);
        return await JournalVerifier.VerifyExportAsync(stream, null, options);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Given += buffer.Length;
            return new(buffer.Length);
        }
    }
}
