using Civic.Journal;
using NodaTime;

namespace Civic.Ledger.Tests.Settlement;

/// <summary>A book with the accounts that settlement needs, and short ways to ask it.</summary>
internal sealed class City : IAsyncDisposable
{
    public const ulong Revenue = 1, Transit = 2, Bank = 3, Vat = 4, Tax = 5, CardCompany = 6;
    public const ulong Owner = 11, Operator = 12, District = 13, OwnerOwes = 21, OperatorOwes = 22, DistrictOwes = 23;
    public const ulong Overpaid = 31, Suspense = 32, Due = 33, Interest = 34, Payer = 35, DueElsewhere = 36, OtherFund = 41;

    public static readonly LocalDate Day = new(2026, 7, 15);
    public static readonly DepositAccounts Deposits = new(Bank, Overpaid, Suspense);
    public static readonly ulong[] All =
    [
        Revenue, Transit, Bank, Vat, Tax, CardCompany, Owner, Operator, District, OwnerOwes, OperatorOwes, DistrictOwes, Overpaid, Suspense, Due, Interest,
        Payer, DueElsewhere,
    ];

    private readonly ManualClock _clock = new();

    private City(IJournal journal, GeneralLedger book) => (Journal, Book) = (journal, book);

    public IJournal Journal { get; }

    public GeneralLedger Book { get; }

    public static ChargeParty[] Parties { get; } =
        [new("owner", Owner, OwnerOwes), new("operator", Operator, OperatorOwes), new("district", District, DistrictOwes)];

    public static async Task<City> OpenAsync(bool hasPeriod = true)
    {
        var journal = Books.Journal();
        var book = await Books.OpenAsync(journal);
        await book.CreateAccountsAsync(
            All.Select(id => Books.Account(id, id is >= Owner and <= District ? AccountFlags.DebitsMustNotExceedCredits : 0)).ToArray());
        await book.CreateAccountsAsync(new[] { Books.Account(OtherFund, fund: 7) });
        var city = new City(journal, book);
        if (hasPeriod)
        {
            await book.DefinePeriodAsync(new("2026-07", new(2026, 7, 1), new(2026, 7, 31)), Books.Clerk);
            await book.DefinePeriodAsync(new("2026-08", new(2026, 8, 1), new(2026, 8, 31)), Books.Clerk);
        }

        return city;
    }

    public static Guid Id(int number) => new(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    public static SplitRule Rule(RevenueSplit split, int version = 1, LocalDate? from = null, string id = "parking") =>
        new(id, version, from ?? new(2017, 7, 1), null, "Ordinance on parking lots, art. 7", split);

    public static RevenueSplit Songpa(Rounding? rounding = null) => RevenueSplit.Of(Currency.Krw)
        .Give("owner", 50.Percent()).Give("operator", 30.Percent()).Give("district", 20.Percent()).Round(rounding ?? Rounding.WrittenOrder);

    public Task<RuleOutcome> PublishAsync(RevenueSplit split, RuleTerms? terms = null, int version = 1, LocalDate? from = null, string id = "parking") =>
        Book.PublishRuleAsync(Rule(split, version, from, id), terms ?? new(), Books.Head);

    public static ChargeRequest Charge(int id, long amount, LocalDate? day = null, string rule = "parking") =>
        new(new(Id(id)), rule, Revenue, Currency.Krw.Of(amount), day ?? Day, $"R-{id}", Parties);

    public Task<ChargeResult> ChargeAsync(int id, long amount, LocalDate? day = null) => Book.ChargeAsync(Charge(id, amount, day));

    public Task<ChargeResult> RefundAsync(int id, int charge, long amount, LocalDate? day = null) =>
        Book.RefundAsync(new(Id(id)), new(Id(charge)), amount, day ?? Day, $"C-{id}");

    public Task<RemittanceResult> DraftAsync(int id, long minimum = 0, LocalDate? day = null, params ulong[] payable) => Book.DraftRemittanceAsync(
        new(Id(id)), Currency.Krw, Transit, Bank, minimum,
        [.. (payable.Length == 0 ? [Owner, Operator, District] : payable).Select(a => new RemittanceRequest(a, $"payee-{a}", $"2026-07/{a}"))],
        day ?? Day, Books.Clerk);

    public Task<RemittanceResult> ReleaseAsync(int id, LocalDate? day = null) => Book.ReleaseRemittanceAsync(new(Id(id)), day ?? Day, Books.Head);

    public async Task<BankReplyOutcome> ReplyAsync(int id, int line, bool isReturned, LocalDate? day = null)
    {
        var amount = (await Book.GetRemittanceAsync(new(Id(id))))?.Lines.FirstOrDefault(l => l.Number == line)?.Amount ?? 1;
        return (await Book.TakeBankReplyAsync(new(Id(id)), day ?? Day, [new(line, amount, isReturned, isReturned ? "R01" : null)]))[0].Outcome;
    }

    public async Task<long> BalanceAsync(ulong account)
    {
        var found = (await Book.GetAccountAsync(account))!.Value;
        return (long)found.CreditsPosted - (long)found.DebitsPosted;
    }

    public async Task<IReadOnlyList<long>> BalancesAsync(params ulong[] accounts)
    {
        var balances = new long[accounts.Length];
        for (var i = 0; i < balances.Length; i++)
            balances[i] = await BalanceAsync(accounts[i]);
        return balances;
    }

    public async Task<IReadOnlyList<ushort>> CodesAsync(ulong account) =>
        [.. (await Book.GetAccountTransfersAsync(new(account))).Select(t => t.Code)];

    public async Task<SettlementStatement> StatementAsync(ulong account, string period = "2026-07")
    {
        var result = await Book.GetStatementAsync(account, period);
        Assert.Equal(StatementOutcome.Ready, result.Outcome);
        return result.Statement!;
    }

    public async Task<ReadOnlyMemory<byte>[]> RuleTextsAsync() => [.. (await Book.GetRulesAsync()).Select(r => r.Canonical)];

    public Task<GeneralLedger> ReopenAsync() => Books.OpenAsync(Journal, _clock);

    public Task<Digest> ReplayedHashAsync() => Books.FullReplayAsync(Journal, _clock);

    public async Task CloseAsync(string period, bool isHard = false)
    {
        await Book.SoftClosePeriodAsync(period, Books.Head, Books.Reason);
        if (isHard)
            await Book.HardClosePeriodAsync(period, Books.Head, Books.Reason);
    }

    public ValueTask DisposeAsync() => Book.DisposeAsync();
}
