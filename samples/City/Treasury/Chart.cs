using System.Globalization;
using System.Text.Json;
using Civic.Ledger;
using NodaTime;

namespace Civic.City.Treasury;

/// <summary>The chart of accounts of Gaon City, its parking rule, and the people of its finance office.</summary>
internal sealed class Chart
{
    public const ulong Bank = 1000;
    public const ulong Clearing = 1100;
    public const ulong Transit = 1200;
    public const ulong Operator = 2200;
    public const int Bays = 24;
    public const string Rule = "shared-parking";

    private const ulong FirstReceivable = 1301;
    private const ulong FirstOwner = 2101;
    private const ulong FirstDistrict = 2301;

    private readonly Dictionary<ulong, CityAccount> _byId;

    private Chart(List<CityAccount> accounts)
    {
        Accounts = accounts;
        Districts = accounts.Count(a => a.Code == AccountKind.District);
        _byId = accounts.ToDictionary(a => a.Id);
    }

    /// <summary>The clerk who drafts payments to owners.</summary>
    public static ActorId Clerk { get; } = new(2);

    /// <summary>The treasurer who releases them and closes years.</summary>
    public static ActorId Treasurer { get; } = new(3);

    /// <summary>The reason for what is done at the end of every year.</summary>
    public static ReasonCode YearEnd { get; } = new(90);

    /// <summary>In order of number.</summary>
    public IReadOnlyList<CityAccount> Accounts { get; }

    private int Districts { get; }

    public static Chart Load()
    {
        var accounts = new List<CityAccount>
        {
            new(Bank, AccountKind.Bank, "시 금고 은행 계좌", "City bank account"),
            new(Clearing, AccountKind.Clearing, "주민 결제 대금 (카드사 입금 대기)", "Residents' clearing (card payments due)"),
            new(Transit, AccountKind.Transit, "송금 중", "Payments on their way"),
        };
        for (var bay = 0; bay < Bays; bay++)
        {
            accounts.Add(new(Receivable(bay), AccountKind.Receivable, $"공유 주차면 {BayName(bay)} 소유자 환수금", $"Owed by the owner of bay {BayName(bay)}"));
        }

        for (var bay = 0; bay < Bays; bay++)
        {
            accounts.Add(new(Owner(bay), AccountKind.Owner, $"공유 주차면 {BayName(bay)} 소유자", $"Owner of bay {BayName(bay)}"));
        }

        accounts.Add(new(Operator, AccountKind.Operator, "앱 운영사", "App operator"));
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wwwroot", "districts.geojson")));
        foreach (var district in file.RootElement.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties")))
        {
            var number = ulong.Parse(district.GetProperty("code").GetString()!.AsSpan(5), CultureInfo.InvariantCulture);
            accounts.Add(new(
                FirstDistrict + number - 1, AccountKind.District, district.GetProperty("nameKo").GetString()!, district.GetProperty("nameEn").GetString()!));
        }

        return new Chart([.. accounts.OrderBy(a => a.Id)]);
    }

    /// <summary>The account of the owner of a bay.</summary>
    public static ulong Owner(int bay) => FirstOwner + (ulong)bay;

    /// <summary>The account of what the owner of a bay owes.</summary>
    public static ulong Receivable(int bay) => FirstReceivable + (ulong)bay;

    /// <summary>The account of the district that a bay lies in.</summary>
    public ulong District(int bay) => FirstDistrict + (ulong)(bay * 7 % Districts);

    /// <summary>What the chart knows of an account, or <see langword="null"/>.</summary>
    public CityAccount? Find(AccountId id) => id.Value <= ulong.MaxValue ? _byId.GetValueOrDefault((ulong)id.Value) : null;

    /// <summary>The accounts as the ledger makes them.</summary>
    public Account[] ForLedger() => [.. Accounts.Select(a => new Account
    {
        Id = a.Id,
        Ledger = Currency.Krw.Ledger,
        Code = (ushort)a.Code,
        Flags = a.Code is AccountKind.Owner or AccountKind.Operator or AccountKind.District ? AccountFlags.DebitsMustNotExceedCredits : AccountFlags.None,
    })];

    /// <summary>How a parking fee is shared. The odd won are carried, so that nobody gains by them over a year.</summary>
    public static SplitRule ParkingRule { get; } = new(
        Rule,
        1,
        new LocalDate(2025, 1, 1),
        null,
        "가온시 공유주차 조례 제12조 (요금의 배분) / Gaon City Shared Parking Ordinance, art. 12 (an invented ordinance of a city that does not exist)",
        RevenueSplit.Of(Currency.Krw).Give("owner", 50.Percent()).Give("operator", 30.Percent()).Give("district", 20.Percent()).Round(Rounding.Carried));

    /// <summary>A refund goes through even when an owner was paid already; the owner then owes it.</summary>
    public static RuleTerms Terms { get; } = new(RefundDebtIsBooked: true);

    /// <summary>Which accounts stand for the parties of the rule when somebody parks in a bay.</summary>
    public IReadOnlyList<ChargeParty> PartiesOf(int bay) =>
        [new("owner", Owner(bay), Receivable(bay)), new("operator", Operator), new("district", District(bay))];

    /// <summary>What a bay is called.</summary>
    public static string BayName(int bay) => string.Create(CultureInfo.InvariantCulture, $"G-{bay + 1:00}");
}
