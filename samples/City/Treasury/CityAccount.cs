namespace Civic.City.Treasury;

/// <summary>An account of the city's chart, with its name in both languages.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Code">Which kind of account: see <see cref="AccountKind"/>.</param>
/// <param name="NameKo">Korean name; of a place or a role, never of a person.</param>
/// <param name="NameEn">English name.</param>
internal sealed record CityAccount(ulong Id, AccountKind Code, string NameKo, string NameEn);

/// <summary>Codes of accounts. They are written in the ledger: numbers never change.</summary>
internal enum AccountKind : ushort
{
    /// <summary>The city's bank account.</summary>
    Bank = 100,

    /// <summary>Paid by residents, not yet at the bank.</summary>
    Clearing = 110,

    /// <summary>Payments on their way to payees.</summary>
    Transit = 120,

    /// <summary>What an owner owes after a refund.</summary>
    Receivable = 130,

    /// <summary>What is due to the owner of a shared bay.</summary>
    Owner = 210,

    /// <summary>What is due to the operator of the app.</summary>
    Operator = 220,

    /// <summary>What is due to a district.</summary>
    District = 230,
}
