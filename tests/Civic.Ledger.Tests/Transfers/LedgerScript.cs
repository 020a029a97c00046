using FsCheck;
using FsCheck.Fluent;

namespace Civic.Ledger.Tests;

/// <summary>A run of requests, each made from one number, so that a failing run can be made shorter by leaving some out.</summary>
/// <param name="Seeds">The numbers.</param>
public sealed record LedgerScript(int[] Seeds)
{
    public override string ToString() => $"[{string.Join(", ", Seeds)}]";

    /// <summary>A run for a test that is not drawn by FsCheck.</summary>
    public static LedgerScript Of(int seed, int length)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, length).Select(_ => random.Next())]);
    }
}

/// <summary>Generators for FsCheck.</summary>
public static class LedgerScripts
{
    public static Arbitrary<LedgerScript> Scripts() => Arb.From(
        Gen.Choose(0, int.MaxValue).ArrayOf().Resize(60).Select(seeds => new LedgerScript(seeds)),
        script => ArbMap.Default.ArbFor<byte[]>().Shrinker(new byte[script.Seeds.Length]).Select(shorter => new LedgerScript(script.Seeds[..shorter.Length]))
            .Concat(Enumerable.Range(0, script.Seeds.Length).Select(i => new LedgerScript([.. script.Seeds[..i], .. script.Seeds[(i + 1)..]]))));
}

/// <summary>
/// Makes the events of one request. Identifiers are few, and an identifier nearly always comes with the same content, so that repeated, contradicting
/// and dependent events are common.
/// </summary>
internal static class LedgerRequests
{
    private const int MovesEnd = 120;
    private static readonly UInt128[] Amounts = [0, 1, 2, 3, 5, 8, 13, 100];
    private static readonly UInt128[] HugeAmounts = [UInt128.MaxValue, UInt128.MaxValue - 1, UInt128.MaxValue / 2, (UInt128)1 << 127, ulong.MaxValue];

    public static Account[] Accounts(Random random, ulong last)
    {
        var events = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Mutate(Account((UInt128)random.Next(1, 41)), random)).ToArray();
        if (random.Next(5) == 0)
        {
            events = [.. events.Select((e, n) => random.Next(8) == 0
                ? e
                : e with { Flags = e.Flags | AccountFlags.Imported, Timestamp = Near(last, random) + (ulong)n })];
        }

        return events;
    }

    public static Account Account(UInt128 id) => new()
    {
        Id = new(id),
        Ledger = (uint)id is 7 or 9 ? 2u : 1u,
        Code = 10,
        Fund = id == 8 ? 3u : 0,
        UserData128 = id % 2,
        Flags = (uint)id switch
        {
            2 or 6 => AccountFlags.History,
            3 => AccountFlags.DebitsMustNotExceedCredits | AccountFlags.History,
            4 => AccountFlags.CreditsMustNotExceedDebits,
            10 => AccountFlags.Closed,
            _ => AccountFlags.None,
        },
    };

    public static Transfer[] Transfers(Random random, ulong last, LedgerEngine engine)
    {
        var events = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Mutate(Timely(random, engine), random)).ToArray();
        if (random.Next(4) == 0)
        {
            var from = random.Next(events.Length);
            for (var i = from; i < Math.Min(events.Length - (random.Next(6) == 0 ? 0 : 1), from + 4); i++)
            {
                events[i] = events[i] with { Flags = events[i].Flags | TransferFlags.Linked };
            }
        }

        if (random.Next(8) == 0)
        {
            var newest = engine.Accounts.Last().Id;
            var i = random.Next(events.Length);
            events[i] = random.Next(2) == 0 ? events[i] with { CreditAccountId = newest } : events[i] with { DebitAccountId = newest };
            events = [.. events.Select((e, n) => random.Next(8) == 0
                ? e
                : e with { Flags = e.Flags | TransferFlags.Imported, Timestamp = Near(last, random) + (ulong)n })];
        }

        return events;
    }

    public static Transfer Transfer(int id)
    {
        var random = new Random(id * 7919);
        var huge = random.Next(10) == 0;
        var debit = huge ? random.Next(5, 7) : random.Next(1, 6);
        var credit = (huge ? 11 - debit : random.Next(1, 6)) is var c && c == debit ? (debit % 5) + 1 : c;
        var plain = new Transfer
        {
            Id = new((UInt128)id),
            DebitAccountId = new((UInt128)debit),
            CreditAccountId = new((UInt128)credit),
            Amount = huge ? HugeAmounts[random.Next(HugeAmounts.Length)] : Amounts[random.Next(Amounts.Length)],
            UserData128 = (UInt128)random.Next(2),
            UserData64 = (ulong)random.Next(2),
            UserData32 = (uint)random.Next(2),
            Ledger = 1,
            Code = (ushort)random.Next(1, 3),
        };
        return id > MovesEnd ? End(id, random) : random.Next(20) switch
        {
            < 7 => plain,
            < 14 => plain with { Flags = TransferFlags.Pending, Timeout = (uint)random.Next(3) },
            14 => plain with { Flags = TransferFlags.Pending | TransferFlags.ClosingDebit, Timeout = 1, Amount = 0 },
            15 => plain with { Flags = TransferFlags.Pending | TransferFlags.ClosingCredit, Timeout = 1 },
            16 or 17 => plain with { Flags = TransferFlags.BalancingDebit },
            _ => plain with { Flags = TransferFlags.BalancingCredit | TransferFlags.Pending },
        };
    }

    /// <summary>Any transfer; for a post or void whose pending transfer is not there yet, nearly always that one.</summary>
    private static Transfer Timely(Random random, LedgerEngine engine)
    {
        var transfer = Transfer(random.Next(1, 260));
        var timely = transfer.PendingId == default || engine.TryGetTransfer(transfer.PendingId, out _) || random.Next(20) == 0;
        return timely ? transfer : Transfer((int)transfer.PendingId.Value);
    }

    /// <summary>A post or void of another transfer, in one of the ways to write it.</summary>
    private static Transfer End(int id, Random random)
    {
        var ended = Transfer(random.Next(1, MovesEnd + 1));
        for (var tries = 0; tries < 4 && !ended.Flags.HasFlag(TransferFlags.Pending); tries++)
        {
            ended = Transfer(random.Next(1, MovesEnd + 1));
        }

        var post = random.Next(2) == 0;
        var ends = new Transfer
        {
            Id = new((UInt128)id),
            PendingId = ended.Id,
            Amount = random.Next(3) switch
            {
                0 => ended.Amount,
                1 => post ? UInt128.MaxValue : 0,
                _ => post && ended.Amount > 0 ? ended.Amount - 1 : ended.Amount,
            },
            Flags = post ? TransferFlags.PostPending : TransferFlags.VoidPending,
        };
        return random.Next(2) == 0 ? ends : ends with
        {
            DebitAccountId = ended.DebitAccountId,
            CreditAccountId = ended.CreditAccountId,
            Ledger = ended.Ledger,
            Code = ended.Code,
            UserData128 = 5,
            UserData64 = 5,
            UserData32 = 5,
        };
    }

    private static ulong Near(ulong last, Random random) => random.Next(8) switch
    {
        0 => 0,
        1 => 1ul << 63,
        2 => last + 10_000,
        3 => 5,
        4 => last - (ulong)random.Next(400),
        _ => last - (ulong)random.Next(6),
    };

    private static Account Mutate(Account a, Random random) => random.Next(26) switch
    {
        0 => a with { Id = default },
        1 => a with { Id = new(UInt128.MaxValue) },
        2 => a with { Flags = a.Flags | AccountFlags.Linked },
        3 => a with { Flags = a.Flags | AccountFlags.Linked },
        4 => a with { Flags = a.Flags | (AccountFlags)(1 << 6) },
        5 => a with { Flags = a.Flags | AccountFlags.DebitsMustNotExceedCredits | AccountFlags.CreditsMustNotExceedDebits },
        6 => a with { Reserved = 1 },
        7 => a with { Timestamp = 1 },
        8 => a with { UserData128 = 7 },
        9 => a with { UserData64 = 7 },
        10 => a with { UserData32 = 7 },
        11 => a with { Ledger = 0 },
        12 => a with { Code = 0 },
        13 => a with { DebitsPending = 1 },
        14 => a with { DebitsPosted = 1 },
        15 => a with { CreditsPending = 1 },
        16 => a with { CreditsPosted = 1 },
        17 => a with { Fund = a.Fund + 1 },
        _ => a,
    };

    private static Transfer Mutate(Transfer t, Random random) => random.Next(76) switch
    {
        0 => t with { Id = random.Next(2) == 0 ? default : new(UInt128.MaxValue) },
        1 => t with { DebitAccountId = default },
        2 => t with { CreditAccountId = default },
        3 => t with { DebitAccountId = new(UInt128.MaxValue) },
        4 => t with { CreditAccountId = new(UInt128.MaxValue) },
        5 => t with { CreditAccountId = t.DebitAccountId },
        6 => t with { DebitAccountId = new((UInt128)random.Next(5, 12)) },
        7 => t with { CreditAccountId = new((UInt128)random.Next(5, 12)) },
        8 => t with { PendingId = new((UInt128)random.Next(0, 200)) },
        9 => t with { PendingId = new(UInt128.MaxValue) },
        10 => t with { PendingId = t.Id },
        11 => t with { Timeout = 3 },
        12 => t with { Timeout = uint.MaxValue, Flags = t.Flags | TransferFlags.Pending },
        13 => t with { Flags = t.Flags | TransferFlags.ClosingDebit },
        14 => t with { Ledger = 0 },
        15 => t with { Ledger = 2 },
        16 => t with { Code = 0 },
        17 => t with { Code = 99 },
        18 => t with { Amount = HugeAmounts[random.Next(HugeAmounts.Length)] },
        19 => t with { Amount = t.Amount + 1 },
        20 => t with { Amount = 0 },
        21 => t with { UserData128 = 9 },
        22 => t with { UserData64 = 9 },
        23 => t with { UserData32 = 9 },
        24 => t with { UserData128 = 0, UserData64 = 0, UserData32 = 0 },
        25 => t with { Flags = t.Flags | (TransferFlags)(1 << 9) },
        26 => t with { Flags = t.Flags | TransferFlags.Approved },
        27 => t with { Flags = t.Flags | TransferFlags.VoidPending | TransferFlags.PostPending },
        28 => t with { Flags = t.Flags | TransferFlags.Pending },
        29 => t with { Timestamp = 3 },
        30 => t with { AccountingDay = random.Next(-1, 6) },
        31 => t with { AccountingDay = random.Next(1, 4) },
        32 => t with { PendingId = default },
        33 => t with { Flags = t.Flags ^ TransferFlags.BalancingDebit },
        34 => t with { Flags = t.Flags | TransferFlags.Linked },
        35 => t with { DebitAccountId = new(8), CreditAccountId = new(7) },
        36 => t with { DebitAccountId = new(8), CreditAccountId = new(1) },
        38 or 39 => t with { CreditAccountId = new((UInt128)random.Next(5, 11)) },
        37 => t with { DebitAccountId = new(5), CreditAccountId = new(6), Amount = UInt128.MaxValue - 20, Flags = TransferFlags.Pending },
        _ => t,
    };
}
