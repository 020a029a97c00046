using System.Diagnostics.CodeAnalysis;

namespace Civic.Ledger;

/// <summary>
/// A currency of ISO 4217: its three letters, its number (which is the <see cref="Account.Ledger"/> that its money is kept in) and
/// how many decimals its minor unit has. The default value is no currency.
/// </summary>
public readonly record struct Currency
{
    private static readonly Currency[] Table =
    [
        new("AED", 784, 2), new("AUD", 36, 2), new("BHD", 48, 3), new("BRL", 986, 2), new("CAD", 124, 2), new("CHF", 756, 2), new("CLP", 152, 0),
        new("CNY", 156, 2), new("CZK", 203, 2), new("DKK", 208, 2), new("EUR", 978, 2), new("GBP", 826, 2), new("HKD", 344, 2), new("HUF", 348, 2),
        new("IDR", 360, 2), new("ILS", 376, 2), new("INR", 356, 2), new("ISK", 352, 0), new("JPY", 392, 0), new("KRW", 410, 0), new("KWD", 414, 3),
        new("MNT", 496, 2), new("MXN", 484, 2), new("MYR", 458, 2), new("NOK", 578, 2), new("NZD", 554, 2), new("PHP", 608, 2), new("PLN", 985, 2),
        new("RON", 946, 2), new("SAR", 682, 2), new("SEK", 752, 2), new("SGD", 702, 2), new("THB", 764, 2), new("TND", 788, 3), new("TRY", 949, 2),
        new("TWD", 901, 2), new("USD", 840, 2), new("VND", 704, 0), new("ZAR", 710, 2),
    ];

    private Currency(string code, ushort number, byte decimals) => (Code, Ledger, Decimals) = (code, number, decimals);

    /// <summary>The won: no decimals.</summary>
    public static Currency Krw { get; } = Find("KRW");

    /// <summary>The yen: no decimals.</summary>
    public static Currency Jpy { get; } = Find("JPY");

    /// <summary>The United States dollar, in cents.</summary>
    public static Currency Usd { get; } = Find("USD");

    /// <summary>The euro, in cents.</summary>
    public static Currency Eur { get; } = Find("EUR");

    /// <summary>The pound sterling, in pence.</summary>
    public static Currency Gbp { get; } = Find("GBP");

    /// <summary>The three capital letters; <see langword="null"/> for no currency.</summary>
    public string Code { get; }

    /// <summary>The number, 1 to 999: the ledger of accounts in this currency. 0 for no currency.</summary>
    public uint Ledger { get; }

    /// <summary>Digits after the decimal point, 0 to 3.</summary>
    public int Decimals { get; }

    /// <summary>The currency with these letters.</summary>
    /// <param name="code">Three capital letters.</param>
    /// <exception cref="ArgumentException">The currency is not in the table.</exception>
    public static Currency Find(string code) =>
        TryFind(code, out var found)
            ? found
            : throw new ArgumentException("The currency is not known here: use one of the ISO 4217 codes in the table.", nameof(code));

    /// <summary>The currency with these letters, if it is in the table.</summary>
    /// <param name="code">Three capital letters.</param>
    /// <param name="currency">The currency, or none.</param>
    public static bool TryFind([NotNullWhen(true)] string? code, out Currency currency)
    {
        currency = Array.Find(Table, c => c.Code == code);
        return currency.Ledger != 0;
    }

    /// <summary>The currency whose accounts are in this ledger, if it is in the table.</summary>
    /// <param name="ledger">The ISO 4217 number.</param>
    /// <param name="currency">The currency, or none.</param>
    public static bool TryFind(uint ledger, out Currency currency)
    {
        currency = Array.Find(Table, c => c.Ledger == ledger);
        return ledger != 0 && currency.Ledger != 0;
    }

    /// <summary>An amount in this currency.</summary>
    /// <param name="units">Minor units: won, cents, fils.</param>
    public Money Of(long units) => new(units, this);

    /// <summary>The letters.</summary>
    public override string ToString() => Code ?? "";
}
