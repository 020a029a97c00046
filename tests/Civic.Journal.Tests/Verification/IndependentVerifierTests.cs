using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Civic.Samples.JournalVerifier;

namespace Civic.Journal.Tests;

/// <summary>The sample that shares no code with the journal must come to the same results.</summary>
public sealed class IndependentVerifierTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("civic-verifier-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Both_verifiers_agree_on_every_flipped_byte_and_every_cut()
    {
        using var small = await SmallExport.CreateAsync(2);
        var bytes = await small.WriteAsync();
        await AssertAgreeAsync(bytes, small);
        for (var i = 0; i < bytes.Length; i++)
        {
            await AssertAgreeAsync(bytes[..i], small);
            foreach (var flip in new[] { 1, 0x20 })
            {
                var bad = bytes.ToArray();
                bad[i] ^= (byte)flip;
                await AssertAgreeAsync(bad, small);
            }
        }
    }

    [Fact]
    public async Task Both_verifiers_agree_on_lines_missing_doubled_moved_or_put_in()
    {
        using var small = await SmallExport.CreateAsync();
        var lines = Encoding.UTF8.GetString(await small.WriteAsync()).Split('\n')[..^1];
        var renamed = lines[1].Replace("ledger/", "l/", StringComparison.Ordinal);
        string[] foreign = ["", "{}", "[]", "null", "{\"count\":-1}", "{\"count\":0,\"root\":\"00\"}", "{\"position\":1}", " " + lines[1], renamed];
        for (var i = 0; i < lines.Length; i++)
        {
            await AssertAgreeAsync(Joined([.. lines[..i], .. lines[(i + 1)..]]), small);
            await AssertAgreeAsync(Joined([.. lines[..i], lines[^(i + 1)], .. lines[i..]]), small);
            foreach (var line in foreign)
            {
                await AssertAgreeAsync(Joined([.. lines[..i], line, .. lines[i..]]), small);
            }
        }
    }

    [Fact]
    public async Task Both_verifiers_agree_on_heads_that_were_kept()
    {
        using var small = await SmallExport.CreateAsync(0);
        var kept = new List<SignedHead> { await small.SignAsync() };
        for (var i = 0; i < 3; i++)
        {
            await small.AppendAsync(i);
            kept.Add(await small.SignAsync());
        }

        await AssertAgreeAsync(await small.WriteAsync(), small, kept);
        using var shorter = await SmallExport.CreateAsync(2);
        await AssertAgreeAsync(await shorter.WriteAsync(), shorter, kept);
        kept.Add(SignedHead.Sign(kept[2].Head with { Root = default }, SmallExport.SignedAt, small.Key));
        await AssertAgreeAsync(await small.WriteAsync(), small, kept);
    }

    [Fact]
    public async Task The_console_says_whole_with_0_not_whole_with_1_and_cannot_with_2()
    {
        using var small = await SmallExport.CreateAsync();
        var (export, key, head) = (PathOf("export.jsonl"), PathOf("public.pem"), PathOf("head.pem"));
        await File.WriteAllBytesAsync(export, await small.WriteAsync());
        await File.WriteAllTextAsync(key, small.PublicKeyPem);
        await File.WriteAllTextAsync(head, (await small.SignAsync()).ToPem());
        var (code, answer) = await RunAsync(export, "--key", key, "--kept", head);
        Assert.Equal((0, $"WHOLE: 9 entries, root {(await small.Journal.GetHeadAsync()).Root}, signed."), (code, answer.Trim()));
        var text = await File.ReadAllTextAsync(export);
        await File.WriteAllTextAsync(export, text.Replace("\"position\":4,", "\"position\":5,", StringComparison.Ordinal));
        (code, answer) = await RunAsync(export);
        Assert.Equal((1, "NOT WHOLE: position 4: the entry after position 3 says it is at 5."), (code, answer.Trim()));
        Assert.Equal(2, (await RunAsync(PathOf("nowhere"))).Code);
        Assert.Equal(2, (await RunAsync()).Code);
        Assert.Equal(2, (await RunAsync(export, "--key", export)).Code);
        Assert.Equal(0, (await RunAsync("--help")).Code);
    }

    private static byte[] Joined(string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    private static async Task AssertAgreeAsync(byte[] bytes, SmallExport signer, List<SignedHead>? kept = null)
    {
        using var stream = new MemoryStream(bytes);
        var options = new VerificationOptions { PublicKeyPem = signer.PublicKeyPem, EarlierHeads = kept ?? [] };
        var report = await JournalVerifier.VerifyExportAsync(stream, null, options);
        var check = new ExportCheck(signer.Key, (kept ?? []).Select(BytesOf), _ => { });
        using var again = new MemoryStream(bytes);
        var wrong = check.Run(again);
        Assert.Equal((report.IsValid, report.Head.Count, $"{report.Head.Root}"), (wrong is null, check.Count, check.Root));
        if (kept is null)
        {
            Assert.Equal(report.Position, check.Position);
        }
    }

    private static byte[] BytesOf(SignedHead head)
    {
        var pem = head.ToPem();
        return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }

    private static async Task<(int Code, string Answer)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ExportCheck).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, answer);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
