using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Civic.Journal.Tests;

/// <summary>A journal of a few entries, its export and the key that signs it.</summary>
internal sealed class SmallExport : IDisposable
{
    public static readonly Instant SignedAt = Instant.FromUtc(2026, 3, 2, 15, 0);

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public MemoryJournal Journal { get; } = new(new TestClock());

    public string PublicKeyPem => Key.ExportSubjectPublicKeyInfoPem();

    public static async Task<SmallExport> CreateAsync(int appends = 3)
    {
        var small = new SmallExport();
        for (var i = 0; i < appends; i++)
        {
            await small.AppendAsync(i);
        }

        return small;
    }

    public async Task AppendAsync(int i)
    {
        var at = Instant.FromUtc(1969, 12, 31, 23, 0).PlusTicks(i + 1);
        await Journal.AppendAsync(new("ledger", "main"), ExpectedVersion.Any, [new("a\"b\\<+>&'", at, Encoding.UTF8.GetBytes($"won {i}"))]);
        NewEntry[] complaint = [new("complaint.made", at, default), new("complaint.seen", at, new byte[i])];
        await Journal.AppendAsync(new("complaint", $"no-{i}"), ExpectedVersion.Any, complaint);
    }

    public async Task<SignedHead> SignAsync() => SignedHead.Sign(await Journal.GetHeadAsync(), SignedAt, Key);

    public async Task<byte[]> WriteAsync(bool isSigned = true)
    {
        using var bytes = new MemoryStream();
        await JournalExport.WriteAsync(Journal, bytes, isSigned ? head => SignedHead.Sign(head, SignedAt, Key) : null);
        return bytes.ToArray();
    }

    public void Dispose() => Key.Dispose();
}
