using System.Globalization;
using System.Numerics;
using Civic.Ledger;
using NodaTime.Text;

namespace Civic.City.Treasury;

/// <summary>Accounts, transfers and balances as the page gets them. Amounts are minor units in digits, because a browser's numbers end at 2^53.</summary>
internal static class Figures
{
    public static object Of(in Account account, Chart chart) => new
    {
        id = account.Id.ToString(),
        code = account.Code,
        kind = KindOf(account.Code),
        nameKo = chart.Find(account.Id)?.NameKo,
        nameEn = chart.Find(account.Id)?.NameEn,
        currency = CurrencyOf(account.Ledger),
        fund = account.Fund,
        debits = Digits(account.DebitsPosted),
        credits = Digits(account.CreditsPosted),
        pendingDebits = Digits(account.DebitsPending),
        pendingCredits = Digits(account.CreditsPending),
        balance = Balance(account),
        side = IsAsset(account.Code) ? "debit" : "credit",
        closed = (account.Flags & AccountFlags.Closed) != 0,
        created = account.CreatedAt.ToUnixTimeMilliseconds(),
    };

    public static object Of(in Transfer transfer, Chart chart) => new
    {
        id = transfer.Id.ToString(),
        time = transfer.RecordedAt.ToUnixTimeMilliseconds(),
        timestamp = transfer.Timestamp.ToString(CultureInfo.InvariantCulture),
        day = LocalDatePattern.Iso.Format(new NodaTime.LocalDate(1970, 1, 1).PlusDays(transfer.AccountingDay)),
        debit = Party(transfer.DebitAccountId, chart),
        credit = Party(transfer.CreditAccountId, chart),
        amount = Digits(transfer.Amount),
        currency = CurrencyOf(transfer.Ledger),
        code = transfer.Code,
        flags = (transfer.Flags & ~TransferFlags.Linked) == 0 ? "" : (transfer.Flags & ~TransferFlags.Linked).ToString(),
    };

    public static object Of(TrialBalance balance) => new
    {
        asOf = balance.AsOf is { } day ? LocalDatePattern.Iso.Format(day) : null,
        recordedUntil = balance.RecordedUntil.ToUnixTimeMilliseconds(),
        balanced = balance.IsBalanced,
        lines = balance.Lines.Select(l => new
        {
            code = l.Code,
            kind = KindOf(l.Code),
            fund = l.Fund,
            accounts = l.Accounts,
            currency = CurrencyOf(l.Ledger),
            debits = Digits(l.Debits),
            credits = Digits(l.Credits),
        }),
        totals = balance.Totals.Select(t => new
        {
            fund = t.Fund,
            currency = CurrencyOf(t.Ledger),
            debits = Digits(t.Debits),
            credits = Digits(t.Credits),
            balanced = t.IsBalanced,
        }),
    };

    /// <summary>The kind of accounts with a code, as the page's texts name it.</summary>
    public static string KindOf(ushort code) => Enum.IsDefined((AccountKind)code) ? ((AccountKind)code).ToString().ToLowerInvariant() : "other";

    public static string Digits(UInt128 amount) => amount.ToString(CultureInfo.InvariantCulture);

    public static string Digits(BigInteger amount) => amount.ToString(CultureInfo.InvariantCulture);

    public static string CurrencyOf(uint ledger) => Currency.TryFind(ledger, out var currency) ? currency.Code : "";

    /// <summary>What stands on the side on which accounts of its kind grow; below 0 when it stands on the other.</summary>
    private static string Balance(in Account account)
    {
        var (more, less) = IsAsset(account.Code) ? (account.DebitsPosted, account.CreditsPosted) : (account.CreditsPosted, account.DebitsPosted);
        return more >= less ? Digits(more - less) : "-" + Digits(less - more);
    }

    /// <summary>Whether the city has this money or is owed it, so that debits raise it; otherwise the city owes it.</summary>
    private static bool IsAsset(ushort code) => (AccountKind)code is AccountKind.Bank or AccountKind.Clearing or AccountKind.Receivable;

    private static object Party(AccountId id, Chart chart) => new { id = id.ToString(), nameKo = chart.Find(id)?.NameKo, nameEn = chart.Find(id)?.NameEn };
}
