// A parking fee: split by the ordinance, refunded in part, the year closed, the statement recomputed, the journal verified.
using Civic.Journal;
using Civic.Journal.Sqlite;
using Civic.Ledger;
using NodaTime;

await using var journal = await SqliteJournal.OpenAsync(Path.Combine(Directory.CreateTempSubdirectory().FullName, "book.db"));
await using var book = await GeneralLedger.OpenAsync(journal);
var (clerk, auditor, day) = (new ActorId(1), new ActorId(2), new LocalDate(2026, 3, 2));
var charge = new ChargeId(Guid.CreateVersion7());
AccountId fees = 1, owner = 2, app = 3, district = 4;

// Purses may give only what they received. 410 is the won.
var purse = AccountFlags.DebitsMustNotExceedCredits;
await book.CreateAccountsAsync(new Account[]
{
    new() { Id = fees, Ledger = 410, Code = 10 },
    new() { Id = owner, Ledger = 410, Code = 20, Flags = purse },
    new() { Id = app, Ledger = 410, Code = 21, Flags = purse },
    new() { Id = district, Ledger = 410, Code = 22, Flags = purse },
});
await book.DefinePeriodAsync(FiscalPeriod.CalendarYear(2026), clerk);

// The ordinance: owner 50, operator 30, district 20; the odd won goes to the district.
var split = RevenueSplit.Of(Currency.Krw).Give("owner", 50.Percent()).Give("operator", 30.Percent()).Give("district", 20.Percent())
    .Round(Rounding.Residual("district"));
await book.PublishRuleAsync(new SplitRule("parking", 1, new LocalDate(2026, 1, 1), null, "Shared parking ordinance, art. 7", split), new RuleTerms(), clerk);
ChargeParty[] parties = [new("owner", owner), new("operator", app), new("district", district)];
await book.ChargeAsync(new ChargeRequest(charge, "parking", fees, Currency.Krw.Of(1_999), day, "R-2026-100", parties));
await book.RefundAsync(new RefundId(Guid.CreateVersion7()), charge, 700, day.PlusDays(1), "C-2026-100");

await book.SoftClosePeriodAsync("2026", clerk, new ReasonCode(1));
await book.HardClosePeriodAsync("2026", auditor, new ReasonCode(1));
var late = await book.RefundAsync(new RefundId(Guid.CreateVersion7()), charge, 100, day.PlusDays(2), "C-2026-101");

var statement = (await book.GetStatementAsync(owner, "2026")).Statement!;
var recomputed = StatementCheck.Run(statement.ToBytes(), (await book.GetRulesAsync()).Select(rule => rule.Canonical));
var balance = await book.GetTrialBalanceAsync();
Console.WriteLine($"A refund after the close: {late.Outcome}. The owner gets {statement.Totals.Payable} won; recomputed: {recomputed.IsTrue}; balanced: {balance.IsBalanced}.");
Console.WriteLine($"The journal is {await JournalVerifier.VerifyAsync(journal)}");
