using NodaTime;

namespace Civic.Ledger.Tests.Settlement;

/// <summary>The code on the page about settlement, built and run.</summary>
public class SettlementPageTests
{
    [Fact]
    public async Task The_code_on_the_page_is_this_code()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Civic.slnx")))
            root = root.Parent;
        var source = await File.ReadAllLinesAsync(Path.Combine(root.FullName, "tests/Civic.Ledger.Tests/Settlement/SettlementPageTests.cs"));
        var code = source.SkipWhile(l => l.Trim() != "// The page begins.").Skip(1).TakeWhile(l => l.Trim() != "// The page ends.");
        var text = string.Join('\n', code.Select(l => l.Length > 8 ? l[8..] : ""));
        Assert.Contains($"```csharp\n{text}\n```", await File.ReadAllTextAsync(Path.Combine(root.FullName, "docs/settlement.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_on_the_page_does_what_it_says()
    {
        await using var city = await City.OpenAsync(hasPeriod: false);
        var (book, clerk, head) = (city.Book, Books.Clerk, Books.Head);
        (AccountId fees, AccountId owner, AccountId @operator, AccountId district) = (City.Revenue, City.Owner, City.Operator, City.District);
        (AccountId transit, AccountId bank) = (City.Transit, City.Bank);

        // The page begins.
        var july = new FiscalPeriod("2026-07", new LocalDate(2026, 7, 1), new LocalDate(2026, 7, 31));
        await book.DefinePeriodAsync(july, head);

        // The ordinance, published once by a person.
        var split = RevenueSplit.Of(Currency.Krw).Give("owner", 50.Percent()).Give("operator", 30.Percent()).Give("district", 20.Percent());
        var rule = new SplitRule("parking", version: 1, from: new LocalDate(2017, 7, 1), to: null, "Ordinance on parking lots, art. 7", split);
        await book.PublishRuleAsync(rule, new RuleTerms(), head);

        // A fee of 3,001 won is split and booked in one step; 1,000 of it go back.
        var (charge, refund) = (new ChargeId(Guid.CreateVersion7()), new RefundId(Guid.CreateVersion7()));
        ChargeParty[] parties = [new("owner", owner), new("operator", @operator), new("district", district)];
        var day = new LocalDate(2026, 7, 15);
        var charged = await book.ChargeAsync(new ChargeRequest(charge, "parking", fees, Currency.Krw.Of(3_001), day, "T-2026-000123", parties));
        var refunded = await book.RefundAsync(refund, charge, 1_000, day, "T-2026-000124");

        // Two people pay out what has reached 500 won, and the bank gets a file with control totals.
        var batch = new RemittanceId(Guid.CreateVersion7());
        RemittanceRequest[] payees = [new(owner, "payee-7", "2026-07/7"), new(@operator, "payee-8", "2026-07/8"), new(district, "payee-9", "2026-07/9")];
        await book.DraftRemittanceAsync(batch, Currency.Krw, transit, bank, minimumPayout: 500, payees, day, clerk);
        var released = await book.ReleaseRemittanceAsync(batch, day, head);
        var file = RemittanceFile.Write(released.Batch!);

        // The month is closed, the statement made, and checked as an outsider would: from its bytes and the rule's text.
        await book.SoftClosePeriodAsync("2026-07", head, new ReasonCode(1));
        var statement = (await book.GetStatementAsync(owner, "2026-07")).Statement!;
        var check = StatementCheck.Run(statement.ToBytes(), [rule.Canonical]);

        // The page ends.
        Assert.Equal((ChargeOutcome.Done, ChargeOutcome.Done), (charged.Outcome, refunded.Outcome));
        Assert.Equal([1_001L, 600], released.Batch!.Lines.Select(l => l.Amount));
        Assert.Equal("H,civic-remittance/1,", System.Text.Encoding.ASCII.GetString(file)[..21]);
        Assert.Equal((1_501L, -500L, -1_001L, 0L), (statement.Totals.Charges, statement.Totals.Refunds, statement.Totals.Payouts, statement.Totals.Payable));
        Assert.True(check.IsTrue);
    }
}
