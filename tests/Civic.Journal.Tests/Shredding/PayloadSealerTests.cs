using System.Text;
using Civic.Testing;

namespace Civic.Journal.Tests;

public sealed class PayloadSealerTests
{
    private static readonly SubjectId Kim = new(new("00112233-4455-6677-8899-aabbccddeeff"));
    private static readonly SubjectId Lee = new(new("0190f7c2-0000-4000-8000-000000000002"));
    private static readonly byte[] Place = "complaint/7"u8.ToArray();

    [Property]
    public async Task Any_payload_is_opened_as_it_was_sealed(byte[] payload, byte[] place)
    {
        await using var keys = new MemorySubjectKeys();
        var sealer = new PayloadSealer(keys);
        var bytes = await sealer.SealAsync(Kim, payload, place);
        Assert.Equal(payload.Length + PayloadSealer.Overhead, bytes!.Length);
        var outcome = await sealer.OpenAsync(bytes, place);
        Assert.Equal((OpenResult.Opened, Kim), (outcome.Result, outcome.Subject));
        Assert.Equal(payload, outcome.Payload.ToArray());
        Assert.Equal(OpenResult.Tampered, (await sealer.OpenAsync(bytes, (byte[])[.. place, 0])).Result);
    }

    [Fact]
    public async Task A_sealed_payload_is_laid_out_as_the_page_says_and_shows_nothing()
    {
        await using var keys = new MemorySubjectKeys();
        var payload = "홍길동 010-0000-0000"u8.ToArray();
        var first = await new PayloadSealer(keys).SealAsync(Kim, payload, Place);
        var second = await new PayloadSealer(keys).SealAsync(Kim, payload, Place);
        Assert.Equal("0100112233445566778899AABBCCDDEEFF", Convert.ToHexString(first!.AsSpan(0, 17)));
        Assert.Equal(-1, first.AsSpan().IndexOf(payload.AsSpan(0, 9)));
        Assert.NotEqual(first.AsSpan(17).ToArray(), second!.AsSpan(17).ToArray());
        Assert.Equal(Kim, PayloadSealer.SubjectOf(first));
    }

    [Fact]
    public async Task Every_flipped_byte_and_every_cut_is_refused()
    {
        await using var keys = new MemorySubjectKeys();
        var sealer = new PayloadSealer(keys);
        var bytes = (await sealer.SealAsync(Kim, "something"u8.ToArray(), Place))!;
        for (var i = 0; i < bytes.Length; i++)
        {
            var bad = bytes.ToArray();
            bad[i] ^= 1;
            // Another subject has no key here; everything else is found by the tag.
            Assert.Equal(i is >= 1 and < 17 ? OpenResult.Shredded : OpenResult.Tampered, (await sealer.OpenAsync(bad, Place)).Result);
            Assert.Equal(OpenResult.Tampered, (await sealer.OpenAsync(bytes.AsMemory(0, i), Place)).Result);
        }

        // Even when the other subject has one.
        await keys.GetOrCreateAsync(Lee);
        Lee.Value.TryWriteBytes(bytes.AsSpan(1), bigEndian: true, out _);
        Assert.Equal(OpenResult.Tampered, (await sealer.OpenAsync(bytes, Place)).Result);
    }

    [Fact]
    public async Task Shredding_makes_every_copy_unreadable_and_the_journal_stays_whole()
    {
        await using var keys = new MemorySubjectKeys();
        await using var journal = new MemoryJournal(new TestClock());
        var sealer = new PayloadSealer(keys);
        foreach (var subject in new[] { Kim, Lee, Kim })
        {
            var payload = await sealer.SealAsync(subject, Encoding.UTF8.GetBytes($"about {subject}"), Place);
            await journal.AppendAsync(new("complaint", "7"), ExpectedVersion.Any, [new("complaint.said", default, payload)]);
        }

        using var export = new MemoryStream();
        var head = await JournalExport.WriteAsync(journal, export);
        Assert.Equal([OpenResult.Opened, OpenResult.Opened, OpenResult.Opened], await ResultsAsync());
        Assert.True(await keys.DeleteAsync(Kim));
        Assert.Equal([OpenResult.Shredded, OpenResult.Opened, OpenResult.Shredded], await ResultsAsync());
        Assert.Null(await sealer.SealAsync(Kim, Place));
        Assert.Equal(head, (await JournalVerifier.VerifyAsync(journal)).Head);
        export.Position = 0;
        Assert.True((await JournalVerifier.VerifyExportAsync(export)).IsValid);

        async Task<List<OpenResult>> ResultsAsync()
        {
            var results = new List<OpenResult>();
            await foreach (var entry in journal.ReadAllAsync())
            {
                results.Add((await sealer.OpenAsync(entry.Payload, Place)).Result);
            }

            return results;
        }
    }

    [Fact]
    public async Task Misuse_is_refused_and_keys_are_never_shown()
    {
        await using var keys = new MemorySubjectKeys();
        var sealer = new PayloadSealer(keys);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await sealer.SealAsync(default, Place));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await sealer.SealAsync(Kim, new byte[NewEntry.MaxPayloadLength]));
        Assert.ThrowsAny<ArgumentException>(() => new SubjectKey(new byte[31]));
        var key = SubjectKey.Create();
        Assert.DoesNotContain(Convert.ToHexString(key.Bytes), $"{key}", StringComparison.OrdinalIgnoreCase);
    }
}
