using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Civic.Journal.Tests;

/// <summary>The example on the start page; a test holds the page against this file.</summary>
internal static class JournalExample
{
    public static async Task RunAsync(Stream export, ECDsa key, Instant now, TextWriter output)
    {
        await using var journal = new MemoryJournal();   // to keep it: await SqliteJournal.OpenAsync("city.journal")
        await using var keys = new MemorySubjectKeys();  // to keep them, elsewhere: await SqliteSubjectKeys.OpenAsync("/secrets/city.keys")
        var (stream, person, sealer) = (new StreamId("complaint", "2026-0041"), new SubjectId(Guid.NewGuid()), new PayloadSealer(keys));
        var place = Encoding.ASCII.GetBytes(stream.ToString());

        // What identifies a person is sealed first. The key of the append lets it be tried again after a lost answer.
        var said = await sealer.SealAsync(person, "The lamp at my door is broken."u8.ToArray(), place);
        var (first, attempt) = (new NewEntry("complaint.made", now, said), new AppendOptions(new AppendKey(Guid.NewGuid())));
        var made = await journal.AppendAsync(stream, ExpectedVersion.Empty, [first], attempt);
        var again = await journal.AppendAsync(stream, ExpectedVersion.Empty, [first], attempt);
        var late = await journal.AppendAsync(stream, ExpectedVersion.Empty, [new NewEntry("complaint.closed", now, default)]);

        // Two tell the truth about the same entry; the third did not know of it and is refused.
        output.WriteLine($"{made.Result}, {again.Result}, {late.Result}: version {late.Version}");

        // The head, signed and given to somebody else each day, fixes everything up to it.
        var signed = SignedHead.Sign(await journal.GetHeadAsync(), now, key);
        var answer = await sealer.SealAsync(person, "Repaired."u8.ToArray(), place);
        await journal.AppendAsync(stream, ExpectedVersion.Exactly(1), [new NewEntry("complaint.closed", now, answer)]);

        // The person asks to be forgotten: the words are gone, the proof is not.
        await keys.DeleteAsync(person);
        await foreach (var entry in journal.ReadAsync(stream))
        {
            output.WriteLine($"{entry.Version} {entry.Type}: {(await sealer.OpenAsync(entry.Payload, place)).Result}");
        }

        await JournalExport.WriteAsync(journal, export, head => SignedHead.Sign(head, now, key));
        export.Position = 0;
        var options = new VerificationOptions { PublicKeyPem = key.ExportSubjectPublicKeyInfoPem(), EarlierHeads = [signed] };
        var report = await JournalVerifier.VerifyExportAsync(export, options: options);
        output.WriteLine(report.IsValid ? $"whole: {report.Head.Count} entries" : report);
    }
}
