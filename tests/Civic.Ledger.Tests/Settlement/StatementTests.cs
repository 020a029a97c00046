using System.Text;
using System.Text.RegularExpressions;

namespace Civic.Ledger.Tests.Settlement;

public partial class StatementTests
{
    [Fact]
    public async Task A_statement_says_what_was_earned_given_back_paid_out_and_carried_over()
    {
        await using var city = await CityWithHistoryAsync();
        var july = await city.StatementAsync(City.Operator);
        Assert.Equal(new StatementTotals(300 + 901, 0, 0, 30, -300, 0, 901, 901), july.Totals);
        Assert.Equal(
            "Charge Payout Refund PayoutReturned Payout Charge",
            string.Join(' ', july.Lines.Select(l => l.Kind)));
        await city.CloseAsync("2026-08");
        var august = await city.StatementAsync(City.Operator, "2026-08");
        Assert.Equal((901L, -30L, 871L), (august.Opening, august.Totals.Movement, august.Totals.Payable));
        Assert.Equal(871, await city.BalanceAsync(City.Operator));
    }

    [Fact]
    public async Task A_statement_is_the_same_to_the_byte_twice_after_a_replay_and_after_a_snapshot()
    {
        await using var city = await CityWithHistoryAsync();
        var bytes = (await city.StatementAsync(City.Operator)).ToBytes();
        Assert.Equal<IEnumerable<byte>>(bytes, (await city.StatementAsync(City.Operator)).ToBytes());
        Assert.Equal(await city.Book.StateHashAsync(), await city.ReplayedHashAsync());
        await city.Book.SaveSnapshotAsync();
        await city.Book.DisposeAsync();
        await using var again = await city.ReopenAsync();
        Assert.Equal(bytes, (await again.GetStatementAsync(City.Operator, "2026-07")).Statement!.ToBytes());
    }

    [Fact]
    public async Task Anyone_with_the_bytes_and_the_rules_can_recalculate_a_statement()
    {
        await using var city = await CityWithHistoryAsync();
        var statement = await city.StatementAsync(City.Operator);
        var bytes = statement.ToBytes();
        Assert.Empty(StatementCheck.Run(bytes, await city.RuleTextsAsync()).Differences);
        Assert.True(SettlementStatement.TryParse(bytes, out var parsed, out _));
        Assert.True(bytes.AsSpan().SequenceEqual(parsed.ToBytes()));
        Assert.Contains("No text was given", StatementCheck.Run(bytes, []).Differences[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_digit_of_a_statement_can_be_changed_unseen_not_even_with_a_new_hash()
    {
        await using var city = await CityWithHistoryAsync();
        var rules = await city.RuleTextsAsync();
        var text = Encoding.ASCII.GetString((await city.StatementAsync(City.Operator)).ToBytes());
        var end = text.IndexOf("\"totals\"", StringComparison.Ordinal);
        Assert.All(Amounts().Matches(text[..end]).Select(m => m.Groups[1]), digits =>
        {
            var changed = text[..digits.Index] + (digits.Value == "7" ? "8" : "7") + text[(digits.Index + digits.Length)..];
            Assert.False(StatementCheck.Run(Encoding.ASCII.GetBytes(changed), rules).IsTrue, $"{changed[(digits.Index - 20)..(digits.Index + 9)]}");
            if (SettlementStatement.TryParse(Encoding.ASCII.GetBytes(changed), out var statement, out _))
                Assert.False(StatementCheck.Run(statement.ToBytes(), rules).IsTrue, $"{changed[(digits.Index - 20)..(digits.Index + 9)]} with a new hash");
        });
    }

    [Fact]
    public async Task Bytes_from_anywhere_are_told_apart_from_statements()
    {
        await using var city = await CityWithHistoryAsync();
        var bytes = (await city.StatementAsync(City.Operator)).ToBytes();
        for (var length = 0; length < bytes.Length; length += 7)
            Assert.False(SettlementStatement.TryParse(bytes.AsSpan(0, length), out _, out _));
        Assert.Equal(["The bytes are not a statement."], StatementCheck.Run("{}"u8.ToArray(), []).Differences);
    }

    [Fact]
    public async Task A_statement_that_cannot_be_given_is_refused_and_never_empty()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        Assert.Equal(new StatementResult(StatementOutcome.PeriodNotFound, null), await city.Book.GetStatementAsync(City.Owner, "2025"));
        Assert.Equal(new StatementResult(StatementOutcome.PeriodOpen, null), await city.Book.GetStatementAsync(City.Owner, "2026-07"));
        await city.CloseAsync("2026-07");
        Assert.Equal(new StatementResult(StatementOutcome.PartyNotFound, null), await city.Book.GetStatementAsync(City.Bank, "2026-07"));
        Assert.Equal(new StatementResult(StatementOutcome.PartyNotFound, null), await city.Book.GetStatementAsync(999, "2026-07"));
        Assert.Equal(StatementOutcome.Ready, (await city.Book.GetStatementAsync(City.Owner, "2026-07")).Outcome);
    }

    [Fact]
    public async Task A_host_entry_that_borrows_a_code_of_settlement_is_shown_as_what_it_is()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        var borrowed = Books.Transfer(900, City.Revenue, City.Owner, 5, day: City.Day) with { Code = (ushort)SettlementCode.Share };
        Assert.Equal([CreateTransferResult.Created], await city.Book.CreateTransfersAsync(new[] { borrowed }));
        await city.CloseAsync("2026-07");
        var statement = await city.StatementAsync(City.Owner);
        Assert.Equal((500L, 5L, 505L), (statement.Totals.Charges, statement.Totals.Other, statement.Totals.Payable));
    }

    [Fact]
    public async Task The_spreadsheet_has_one_record_a_line()
    {
        await using var city = await CityWithHistoryAsync();
        var records = (await city.StatementAsync(City.Operator)).ToCsv().TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 1 + 6 + 1, records.Length);
        Assert.All(records, record => Assert.Equal(17, record.Split(',').Length));
        Assert.Equal($"Charge,2026-07-15,300,{City.Id(1)},,parking,1,R-1,1000,1000,0,,300/1,0/1,0,,", records[2]);
        Assert.StartsWith("Payable,2026-07-31,901,", records[^1], StringComparison.Ordinal);
    }

    private static async Task<City> CityWithHistoryAsync()
    {
        var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa(Rounding.Carried), new(RefundDebtIsBooked: true));
        await city.ChargeAsync(1, 1_000);
        await city.DraftAsync(2);
        await city.ReleaseAsync(2);
        await city.RefundAsync(3, 1, 100);
        await city.ReplyAsync(2, 2, isReturned: true);
        await city.DraftAsync(4);
        await city.ReleaseAsync(4);
        await city.ChargeAsync(5, 3_003);
        await city.RefundAsync(6, 1, 100, new(2026, 8, 2));
        await city.CloseAsync("2026-07");
        return city;
    }

    [GeneratedRegex("\"(?:amount|gross|net|units|floor|oddUnits|moved|withheld|opening|line|version|debt)\":\"-?(\\d+)\"")]
    private static partial Regex Amounts();
}
