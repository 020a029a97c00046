using System.Text;
using Civic.Testing;
using NodaTime;

namespace Civic.Ledger.Tests.Splits;

public class SplitRuleTests
{
    private static readonly LocalDate Raise = new(2017, 7, 1);

    internal static SplitRule Before { get; } = new(
        "songpa-shared-parking",
        1,
        new LocalDate(2015, 1, 1),
        Raise.PlusDays(-1),
        "Ordinance of Songpa-gu on shared parking: the owner gets 30 % (송파구)",
        RevenueSplit.Of(Currency.Krw).Give("owner", 30.Percent()).GiveRest("district"));

    internal static SplitRule After { get; } = new(
        "songpa-shared-parking",
        2,
        Raise,
        null,
        "Ordinance of Songpa-gu on shared parking, as amended in July 2017: the owner gets 50 % (송파구)",
        RevenueSplit.Of(Currency.Krw).Give("owner", 50.Percent()).GiveRest("district").Round(Rounding.Carried));

    [Fact]
    public void The_version_in_force_on_the_day_of_payment_is_applied()
    {
        var rules = SplitRules.Of(After, Before);
        Assert.True(rules.TryInForce(Raise.PlusDays(-1), out var old));
        Assert.True(rules.TryInForce(Raise, out var raised));
        Assert.Equal((300, 500), (old.Apply(Raise.PlusDays(-1), Won(1000)).Result.To("owner").Units, raised.Apply(Raise, Won(1000)).Result.To("owner").Units));
        Assert.False(rules.TryInForce(new LocalDate(2014, 12, 31), out _));
        Assert.Throws<ArgumentException>(() => old.Apply(Raise, Won(1000)));
    }

    [Fact]
    public void Versions_that_overlap_leave_a_gap_or_do_not_rise_are_refused_with_the_days()
    {
        Assert.Equal("Versions 1 and 2 of 'songpa-shared-parking' overlap: both are in force on 2017-07-01.", SplitRules.Problem([Dated(1, Raise.PlusDays(-9), Raise), After]));
        Assert.Equal("Versions 1 and 2 of 'songpa-shared-parking' overlap: both are in force on 2017-07-01.", SplitRules.Problem([Dated(1, Raise.PlusDays(-9), null), After]));
        Assert.Equal("No version of 'songpa-shared-parking' is in force from 2017-06-30 to 2017-06-30.", SplitRules.Problem([After, Dated(1, Raise.PlusDays(-9), Raise.PlusDays(-2))]));
        Assert.Contains("must rise", SplitRules.Problem([After, Dated(3, Raise.PlusDays(-9), Raise.PlusDays(-1))]), StringComparison.Ordinal);
        Assert.Contains("different rules", SplitRules.Problem([After, new SplitRule("other", 1, Raise, null, "x", After.Split)]), StringComparison.Ordinal);
        Assert.NotNull(SplitRules.Problem([]));
        Assert.Throws<ArgumentException>(() => SplitRules.Of(After, After));
        Assert.Null(SplitRules.Problem([Before, After]));
    }

    [Fact]
    public void A_rule_has_one_text_and_one_hash_on_every_machine()
    {
        var rule = new SplitRule("r", 3, Raise, null, "art. 1", RevenueSplit.Of(Currency.Krw).After(Deduction.Stated("fee")).Give("a", 1.Percent()).GiveRest("b")
            .Withhold("a", Deduction.Of("tax", Share.Parse("3.3%"), "office").Truncate(10)).Round(Rounding.Residual("b").Truncate(10, "a")));
        Assert.Equal(
            """{"id":"r","version":3,"from":"2017-07-01","basis":"art. 1","split":{"currency":"KRW","after":[{"name":"fee","payee":"fee"}]"""
            + ""","give":[{"party":"a","share":"1/100"},{"party":"b","share":"rest"}],"withhold":[{"party":"a","name":"tax","payee":"office","share":"33/1000","truncate":10}]"""
            + ""","rounding":{"policy":"residual","residual":"b","truncate":10,"rest":"a"}}}""",
            Encoding.UTF8.GetString(rule.Canonical.Span));
        Assert.Equal(64, rule.Hash.Length);
        Assert.NotEqual(Before.Hash, After.Hash);
    }

    [Property(MaxTest = 500)]
    public void A_rule_survives_its_text(int seed, int version, ushort days)
    {
        var from = Raise.PlusDays(days);
        var rule = new SplitRule("길 " + seed, Math.Max(1, version), from, seed % 2 == 0 ? null : from, "근거 <&>\"'", new RandomSplits(seed).WithDeductions());
        Assert.True(SplitRule.TryParse(rule.Canonical, out var read, out var problem), problem);
        Assert.Equal(rule.Canonical.ToArray(), read.Canonical.ToArray());
        Assert.Equal((rule.Hash, rule.Id, rule.Basis, rule.From, rule.To), (read.Hash, read.Id, read.Basis, read.From, read.To));
    }

    [Theory]
    [InlineData("", "$: Not JSON")]
    [InlineData("[]", "$: An object")]
    [InlineData("{}", "$.id: The field is missing")]
    [InlineData("""{"id":1}""", "$.id: A text is expected")]
    [InlineData("""{"id":"a","id":"b"}""", "$: Not JSON with unique fields")]
    [InlineData("""{"x":1}""", "$: A field is not known here")]
    [InlineData("""{"id":"\ud800"}""", "$: The text at byte 7 is not Unicode")]
    [InlineData("""{"\ud800":1}""", "$: The text at byte 2 is not Unicode")]
    [InlineData("""{"id":"a\u0000"}""", "$.id: The text must be printable")]
    [InlineData("""{"id":"a","version":0}""", "$.version: A whole number")]
    [InlineData("""{"id":"a","version":1.5}""", "$.version: A whole number")]
    [InlineData("""{"id":"a","version":4294967296}""", "$.version: The version is below")]
    [InlineData("""{"id":"a","version":1,"from":"2017-02-30"}""", "$.from: A day")]
    public void A_text_of_unknown_origin_is_refused_with_the_place(string text, string problem)
    {
        Assert.False(SplitRule.TryParse(Encoding.UTF8.GetBytes(text), out _, out var told));
        Assert.StartsWith(problem, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"share\":\"rest\"", "\"share\":\"2/3\"", "$.split: The shares add to 29/30")]
    [InlineData("\"share\":\"rest\"", "\"share\":\"1/0\"", "$.split.give[1].share: A share is written")]
    [InlineData("\"party\":\"district\"", "\"party\":\"owner\"", "$.split.give[1]: A party is named once")]
    [InlineData("\"KRW\"", "\"WON\"", "$.split.currency: The currency is not known")]
    [InlineData("written-order", "by-guess", "$.split.rounding: The policy is one of")]
    [InlineData("\"3/10\"", "\"3/10\",\"x\":1", "$.split.give[0]: A field is not known")]
    [InlineData("2017-06-30", "2014-06-30", "$: The last day in force is before the first")]
    public void A_rule_that_was_tampered_with_is_refused_with_the_place(string what, string by, string problem)
    {
        var text = Encoding.UTF8.GetString(Before.Canonical.Span);
        Assert.Contains(what, text, StringComparison.Ordinal);
        Assert.False(SplitRule.TryParse(Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal)), out _, out var told));
        Assert.StartsWith(problem, told, StringComparison.Ordinal);
    }

    [Property(MaxTest = 1500)]
    public void Reading_damaged_text_never_throws(int seed, byte[] noise)
    {
        var random = new Random(seed);
        var text = new SplitRule("r", 1, Raise, null, "basis", new RandomSplits(seed).WithDeductions()).Canonical.ToArray();
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => [.. text[..at], .. text[Math.Min(text.Length, at + random.Next(1, 9))..], (byte)'}'],
                1 => [.. text[..at], .. "0123456789-/%\"\\u{}[],:"u8[random.Next(22)..][..1], .. text[at..]],
                _ => [.. text[..at], .. noise, .. text[at..]],
            };
        }

        Assert.True(SplitRule.TryParse(text, out var rule, out var problem) ? SplitRule.TryParse(rule.Canonical, out _, out _) : problem.StartsWith('$'));
    }

    [Fact]
    public void Every_prefix_of_a_rule_is_refused()
    {
        for (var length = 0; length < After.Canonical.Length; length++)
        {
            Assert.False(SplitRule.TryParse(After.Canonical[..length], out _, out _));
        }

        Assert.False(SplitRule.TryParse(new byte[300_000], out _, out _));
    }

    [Fact]
    public void Order_and_spaces_of_a_text_do_not_change_the_rule()
    {
        var text = """ { "version": 1, "id": "r", "basis": "x", "from": "2017-07-01", """
            + """ "split": { "rounding": { "policy": "carried" }, "give": [ { "share": "100%", "party": "a" } ], "currency": "KRW" } } """;
        Assert.True(SplitRule.TryParse(Encoding.UTF8.GetBytes(text), out var rule, out _));
        Assert.Equal(new SplitRule("r", 1, Raise, null, "x", RevenueSplit.Of(Currency.Krw).Give("a", Share.Whole).Round(Rounding.Carried)).Hash, rule.Hash);
    }

    private static SplitRule Dated(int version, LocalDate from, LocalDate? to) => new(After.Id, version, from, to, "x", After.Split);

    private static Money Won(long units) => Currency.Krw.Of(units);
}
