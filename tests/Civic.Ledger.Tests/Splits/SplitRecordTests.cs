using System.Text;
using Civic.Testing;
using NodaTime;

namespace Civic.Ledger.Tests.Splits;

public class SplitRecordTests
{
    private static readonly LocalDate Day = new(2017, 7, 1);

    [Fact]
    public void A_record_holds_what_went_in_and_what_came_out()
    {
        var record = SplitRuleTests.After.Apply(Day, Currency.Krw.Of(101));
        Assert.Equal(
            """{"record":"split","rule":{"id":"songpa-shared-parking","version":2,"hash":"HASH"},"day":"2017-07-01","amount":{"units":101,"currency":"KRW"},"stated":{}"""
                .Replace("HASH", SplitRuleTests.After.Hash, StringComparison.Ordinal)
            + ""","carriedBefore":[],"outcome":"split","net":101,"lines":["""
            + """{"kind":"share","name":"owner","party":"owner","amount":51,"exact":"101/2","carried":"0/1","floor":50,"odd":1,"reason":"soonest-due","moved":0,"withheld":0},"""
            + """{"kind":"share","name":"district","party":"district","amount":50,"exact":"101/2","carried":"0/1","floor":50,"odd":0,"reason":"none","moved":0,"withheld":0}]"""
            + ""","carriedAfter":[{"party":"owner","owed":"-1/2"},{"party":"district","owed":"1/2"}]}""",
            Encoding.UTF8.GetString(record.Canonical.Span));
        Assert.Matches("^[0-9a-f]{64}$", record.RecalculationHash);
    }

    [Property(MaxTest = 500)]
    public void Whoever_has_the_rule_calculates_the_same_bytes(int seed)
    {
        var random = new RandomSplits(seed);
        var split = random.WithDeductions();
        var rule = new SplitRule("r", 1, Day, null, "basis", split);
        var first = rule.Apply(Day, random.Amount(), random.Stated(split));
        var record = rule.Apply(Day, random.Amount(), random.Stated(split), first.Result.CarriedAfter);
        Assert.True(SplitRule.TryParse(rule.Canonical, out var copy, out _));
        var again = SplitRecord.Recalculate(record.Canonical.ToArray(), copy);
        Assert.True(again.IsSame, again.Difference);
        Assert.Equal(record.RecalculationHash, again.Record!.RecalculationHash);
        if (!record.Result.IsSplit || record.Result.Amount.Units == 0)
        {
            return;
        }

        var refund = RefundRecord.Make(record, null, Day, Currency.Krw.Of(1 + random.Next(record.Result.Amount.Units)));
        var last = RefundRecord.Make(record, refund.Result.After.GivenBack, Day, refund.Result.After.Remaining);
        Assert.True(RefundRecord.Recalculate(last.Canonical, again.Record) is { IsSame: true, Record: { } same } && same.RecalculationHash == last.RecalculationHash);
        Assert.Equal(record.Result.Lines.Select(l => l.Amount.Units), last.Result.After.GivenBack);
    }

    [Theory]
    [InlineData("\"amount\":51", "\"amount\":52", "$.lines[0].amount: recorded 52, recalculated 51")]
    [InlineData("\"units\":101", "\"units\":103", "$.net: recorded 101, recalculated 103")]
    [InlineData("soonest-due", "written-order", "$.lines[0].reason: recorded \"written-order\", recalculated \"soonest-due\"")]
    [InlineData("\"owed\":\"1/2\"", "\"owed\":\"1/3\"", "$.carriedAfter[1].owed: recorded \"1/3\", recalculated \"1/2\"")]
    [InlineData("\"stated\":{}", "\"stated\":{ }", "$: The same content in another form")]
    [InlineData("\"stated\":{}", "\"stated\":{\"x\":1}", "$.stated: recorded fields that do not belong here")]
    [InlineData("\"2017-07-01\"", "\"2016-07-01\"", "$: The rule is not in force")]
    [InlineData("\"version\":2", "\"version\":3", "$.rule.version: recorded 3, recalculated 2")]
    [InlineData("\"carriedBefore\":[]", "\"carriedBefore\":[{\"party\":\"x\",\"owed\":\"0/1\"}]", "$.outcome: recorded \"split\", recalculated \"carried-state-does-not-fit\"")]
    public void What_was_tampered_with_is_named(string what, string by, string difference)
    {
        var text = Encoding.UTF8.GetString(SplitRuleTests.After.Apply(Day, Currency.Krw.Of(101)).Canonical.Span);
        Assert.Contains(what, text, StringComparison.Ordinal);
        var again = SplitRecord.Recalculate(Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal)), SplitRuleTests.After);
        Assert.False(again.IsSame);
        Assert.StartsWith(difference, again.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_another_rule_is_told_by_the_hash()
    {
        var record = SplitRuleTests.Before.Apply(Day.PlusDays(-1), Currency.Krw.Of(101));
        Assert.StartsWith("$.rule.hash: It should be", record.Recalculate(SplitRuleTests.After).Difference, StringComparison.Ordinal);
        Assert.True(record.Recalculate(SplitRuleTests.Before).IsSame);
    }

    [Fact]
    public void A_refund_of_another_split_is_told_by_the_hash()
    {
        var (one, other) = (SplitRuleTests.After.Apply(Day, Currency.Krw.Of(101)), SplitRuleTests.After.Apply(Day, Currency.Krw.Of(103)));
        var refund = RefundRecord.Make(one, null, Day, Currency.Krw.Of(7));
        Assert.StartsWith("$.of: It should be", RefundRecord.Recalculate(refund.Canonical, other).Difference, StringComparison.Ordinal);
    }

    [Property(MaxTest = 1000)]
    public void Recalculating_damaged_bytes_never_throws_and_never_gives_the_recorded_hash(int seed)
    {
        var random = new Random(seed);
        var rule = SplitRuleTests.After;
        var record = rule.Apply(Day, Currency.Krw.Of(101), carried: rule.Apply(Day, Currency.Krw.Of(1)).Result.CarriedAfter);
        var refund = RefundRecord.Make(record, [3, 3], Day, Currency.Krw.Of(9));
        var split = SplitRecord.Recalculate(Damage(record.Canonical), rule);
        Assert.True(split.Difference is not null || split.Record!.RecalculationHash != record.RecalculationHash);
        var back = RefundRecord.Recalculate(Damage(refund.Canonical), record);
        Assert.True(back.Difference is not null || back.Record!.RecalculationHash != refund.RecalculationHash);

        byte[] Damage(ReadOnlyMemory<byte> text)
        {
            var bytes = text.ToArray();
            var at = random.Next(bytes.Length);
            bytes[at] = random.Next(2) == 0 ? (byte)(bytes[at] ^ (1 << random.Next(8))) : bytes[at] == (byte)'9' ? (byte)'8' : (byte)'9';
            return random.Next(5) == 0 ? bytes[..at] : bytes;
        }
    }
}
