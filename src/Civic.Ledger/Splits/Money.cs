using System.Globalization;

namespace Civic.Ledger;

/// <summary>An amount of money: whole minor units of one currency. Sums that leave 64 bits are refused, never wrapped.</summary>
/// <param name="Units">Minor units: won, cents, fils. May be negative.</param>
/// <param name="Currency">What is counted.</param>
public readonly record struct Money(long Units, Currency Currency) : IComparable<Money>
{
    /// <summary>Both together.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other, in the same currency.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit in 64 bits.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.Units + right.In(left.Currency)), left.Currency);

    /// <summary>What is left of the first.</summary>
    /// <param name="left">The amount to take from.</param>
    /// <param name="right">The amount to take, in the same currency.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference does not fit in 64 bits.</exception>
    public static Money operator -(Money left, Money right) => new(checked(left.Units - right.In(left.Currency)), left.Currency);

    /// <summary>The same amount the other way.</summary>
    /// <param name="amount">The amount.</param>
    /// <exception cref="OverflowException">The amount is the smallest of 64 bits.</exception>
    public static Money operator -(Money amount) => new(checked(-amount.Units), amount.Currency);

    /// <summary>A number of times the amount.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="times">How many times.</param>
    /// <exception cref="OverflowException">The product does not fit in 64 bits.</exception>
    public static Money operator *(Money amount, long times) => new(checked(amount.Units * times), amount.Currency);

    /// <summary>Whether the first is less.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other, in the same currency.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is more.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other, in the same currency.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is not more.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other, in the same currency.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is not less.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other, in the same currency.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>Less than, equal to or more than the other.</summary>
    /// <param name="other">An amount in the same currency.</param>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    public int CompareTo(Money other) => Units.CompareTo(other.In(Currency));

    /// <summary>The amount with its decimals and letters, always in the same form: <c>-12.05 USD</c>, <c>1000 KRW</c>.</summary>
    public override string ToString()
    {
        var digits = Int128.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Currency.Decimals + 1, '0');
        var point = digits.Length - Currency.Decimals;
        var text = Currency.Decimals == 0 ? digits : $"{digits[..point]}.{digits[point..]}";
        return $"{(Units < 0 ? "-" : "")}{text} {Currency}".TrimEnd();
    }

    private long In(Currency currency) => Currency == currency
        ? Units
        : throw new ArgumentException($"Amounts in {Currency} and {currency} do not meet: change one into the other's currency first.");
}
