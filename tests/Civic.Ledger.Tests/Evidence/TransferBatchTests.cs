using System.Buffers;
using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Civic.Samples.JournalVerifier;
using Civic.Testing;

namespace Civic.Ledger.Tests;

/// <summary>The bytes of a batch, as docs/ledger.md tells them and the sample reads them.</summary>
public sealed partial class TransferBatchTests
{
    [Property(MaxTest = 300)]
    public void The_sample_reads_what_the_ledger_writes(int seed)
    {
        var random = new Random(seed);
        Transfer[] transfers = [.. Enumerable.Range(0, random.Next(20)).Select(_ => CodecTests.AnyTransfer(random))];
        byte[] results = random.Next(2) == 0 ? [] : [.. transfers.Select(_ => (byte)random.Next(3))];
        var batch = TransferBatch.Read(Payload(Encode(transfers), results, 1_000_000));
        Assert.Equal(transfers.Select(Expected), batch.Transfers);
        for (var i = 0; i < transfers.Length; i++)
        {
            Assert.Equal(results.Length == 0 || results[i] == 0, batch.IsCreated(i));
            Assert.Equal(transfers[i].Timestamp == 0 ? 1_000_001 - (ulong)(transfers.Length - i) : transfers[i].Timestamp, batch.RecordedAt(i));
            Assert.NotEmpty(batch.Transfers[i].Told());
        }
    }

    [Property(MaxTest = 300)]
    public void The_sample_refuses_damaged_bytes_when_the_ledger_does(int seed)
    {
        var random = new Random(seed);
        var bytes = Encode([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => CodecTests.AnyTransfer(random))]);
        for (var i = 0; i < 50; i++)
        {
            var damaged = bytes[..(random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length))];
            for (var flips = random.Next(3); flips >= 0 && damaged.Length > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Assert.Equal(Read(() => TransferCodec.Decode(damaged).Select(Expected)), Read(() => TransferBatch.Read(Payload(damaged, [], 9)).Transfers));
        }
    }

    [Fact]
    public void A_payload_that_is_cut_or_claims_too_much_is_refused()
    {
        var payload = Payload(Encode([Books.Transfer(10, 1, 2, 5)]), [(byte)CreateTransferResult.Exists], 9);
        for (var length = 0; length < payload.Length; length++)
            Assert.Throws<InvalidDataException>(() => TransferBatch.Read(payload[..length]));
        foreach (var mark in new[] { -1, 2, int.MaxValue })
        {
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(payload.Length - 12), mark);
            Assert.Throws<InvalidDataException>(() => TransferBatch.Read(payload));
        }
    }

    [Fact]
    public void The_example_of_the_page_is_what_the_ledger_writes()
    {
        Transfer[] transfers =
        [
            Books.Transfer(10, 1, 2, 1_999, day: new(2026, 3, 2)),
            Books.Transfer(300, 2, 3, 0, TransferFlags.Linked) with { Amount = UInt128.MaxValue, AccountingDay = -1 },
        ];
        var payload = Payload(Encode(transfers), [0, (byte)CreateTransferResult.LinkedEventChainOpen], 1_772_420_400_000_000_001);
        var page = Example().Match(Page()).Groups[1].Value;
        var hex = string.Concat(page.Split('\n').Select(line => line.Split("  ")[0])).Replace(" ", "", StringComparison.Ordinal).Trim();
        Assert.Equal(Convert.ToHexStringLower(payload), hex);
        var batch = TransferBatch.Read(Convert.FromHexString(hex));
        Assert.Equal(transfers.Select(Expected), batch.Transfers);
        Assert.Equal((true, false), (batch.IsCreated(0), batch.IsCreated(1)));
    }

    private static BatchTransfer Expected(Transfer t) => new(
        t.Id.Value, t.DebitAccountId.Value, t.CreditAccountId.Value, t.Amount, t.PendingId.Value, t.Timestamp, t.Ledger, t.AccountingDay, t.Code, (ushort)t.Flags);

    private static BatchTransfer[]? Read(Func<IEnumerable<BatchTransfer>> read)
    {
        try
        {
            return [.. read()];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Encode(Transfer[] transfers)
    {
        var writer = new ArrayBufferWriter<byte>();
        TransferCodec.Encode(transfers, writer);
        return writer.WrittenSpan.ToArray();
    }

    private static byte[] Payload(byte[] input, byte[] results, ulong timestamp)
    {
        var payload = PayloadBuffer.Rent();
        payload.Write(input);
        CommandEntry.Finish(payload, results, timestamp);
        var bytes = payload.Written.ToArray();
        payload.Return();
        return bytes;
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Civic.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");
        return File.ReadAllText(Path.Combine(folder.FullName, "docs/ledger.md")).ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"## The bytes of a batch.*?```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
