using System.Buffers;
using Civic.Testing;

namespace Civic.Ledger.Tests;

public class CodecTests
{
    [Property(MaxTest = 300)]
    public void Transfers_come_back_as_they_were(int seed)
    {
        var random = new Random(seed);
        Transfer[] transfers = [.. Enumerable.Range(0, random.Next(200)).Select(_ => AnyTransfer(random))];
        Assert.Equal(transfers, TransferCodec.Decode(Encode(transfers)));
    }

    [Property(MaxTest = 300)]
    public void Accounts_come_back_as_they_were(int seed)
    {
        var random = new Random(seed);
        Account[] accounts = [.. Enumerable.Range(0, random.Next(50)).Select(_ => AnyAccount(random))];
        var writer = new ArrayBufferWriter<byte>();
        AccountCodec.Encode(accounts, writer);
        Assert.Equal(accounts, AccountCodec.Decode(writer.WrittenSpan));
    }

    [Property(MaxTest = 300)]
    public void Damaged_bytes_are_refused_or_stand_for_other_transfers_in_their_only_form(int seed)
    {
        var random = new Random(seed);
        var bytes = Encode([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => AnyTransfer(random))]);
        for (var i = 0; i < 50; i++)
        {
            var damaged = bytes[..(random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length))];
            for (var flips = random.Next(3); flips >= 0 && damaged.Length > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.Equal(damaged, Encode(TransferCodec.Decode(damaged)));
            }
            catch (InvalidDataException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void A_claimed_count_allocates_nothing_that_the_bytes_could_not_hold()
    {
        byte[] claim = [1, 255, 255, 255, 127, 0, 0, 0];
        Assert.Throws<InvalidDataException>(() => TransferCodec.Decode(claim));
        Assert.Throws<InvalidDataException>(() => AccountCodec.Decode(claim));
        Assert.Throws<InvalidDataException>(() => TransferCodec.Decode([]));
        Assert.Throws<InvalidDataException>(() => TransferCodec.Decode([2, 0, 0, 0, 0]));
    }

    [Fact]
    public void The_bytes_of_a_transfer_are_the_same_on_every_machine()
    {
        var transfer = new Transfer
        {
            Id = new((UInt128)0x0102030405060708 << 64 | 0x090A0B0C0D0E0F10),
            DebitAccountId = 1001,
            CreditAccountId = 2002,
            Amount = 12_500,
            Ledger = 410,
            Code = 7,
            AccountingDay = -1,
            Flags = TransferFlags.Pending,
            Timeout = 600,
        };
        Assert.Equal(
            "0101000000" + "9704006805" + "100F0E0D0C0B0A090807060504030201" + "E903" + "D207" + "D430" + "5802" + "9A01" + "01" + "07" + "02",
            Convert.ToHexString(Encode([transfer])));
    }

    internal static Transfer AnyTransfer(Random random) => new()
    {
        Id = new(Number(random, 16)),
        DebitAccountId = new(Number(random, 16)),
        CreditAccountId = new(Number(random, 16)),
        Amount = Number(random, 16),
        PendingId = new(Number(random, 16)),
        UserData128 = Number(random, 16),
        UserData64 = (ulong)Number(random, 8),
        Timestamp = (ulong)Number(random, 8),
        UserData32 = (uint)Number(random, 4),
        Timeout = (uint)Number(random, 4),
        Ledger = (uint)Number(random, 4),
        AccountingDay = (int)(uint)Number(random, 4),
        Code = (ushort)Number(random, 2),
        Flags = (TransferFlags)(ushort)Number(random, 2),
    };

    private static Account AnyAccount(Random random) => new()
    {
        Id = new(Number(random, 16)),
        DebitsPending = Number(random, 16),
        DebitsPosted = Number(random, 16),
        CreditsPending = Number(random, 16),
        CreditsPosted = Number(random, 16),
        UserData128 = Number(random, 16),
        UserData64 = (ulong)Number(random, 8),
        Timestamp = (ulong)Number(random, 8),
        UserData32 = (uint)Number(random, 4),
        Ledger = (uint)Number(random, 4),
        Fund = (uint)Number(random, 4),
        Reserved = (uint)Number(random, 4),
        Code = (ushort)Number(random, 2),
        Flags = (AccountFlags)(ushort)Number(random, 2),
    };

    private static UInt128 Number(Random random, int bytes)
    {
        UInt128 value = 0;
        for (var i = random.Next(2) * random.Next(bytes + 1); i > 0; i--)
        {
            value = (value << 8) | (UInt128)random.Next(256);
        }

        return value;
    }

    private static byte[] Encode(Transfer[] transfers)
    {
        var writer = new ArrayBufferWriter<byte>();
        TransferCodec.Encode(transfers, writer);
        return writer.WrittenSpan.ToArray();
    }
}
