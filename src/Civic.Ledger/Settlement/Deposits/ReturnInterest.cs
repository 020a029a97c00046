using System.Numerics;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// Interest on what is given back (환급가산금). Rate, first day and unit come from the law that applies; this library knows no rate.
/// </summary>
/// <param name="RatePerDay">The exact rate for one day: 3.5 % a year of 365 days is <c>7/73000</c>.</param>
/// <param name="From">The day that interest runs from; the days counted are those from it to the day of the return, that day not counted.</param>
/// <param name="Unit">Interest is cut to a whole multiple of so many minor units, 1 or more.</param>
/// <param name="LegalBasis">The rule it follows from, 1 to 400 characters.</param>
/// <param name="Expense">The account that bears it.</param>
public sealed record ReturnInterest(Share RatePerDay, LocalDate From, long Unit, string LegalBasis, AccountId Expense)
{
    /// <summary>The interest on an amount returned on a day: amount times rate times days, cut to the unit.</summary>
    /// <param name="amount">Minor units, 0 or more.</param>
    /// <param name="day">The day of the return.</param>
    /// <returns>Minor units; 0 when the day is not after <see cref="From"/>.</returns>
    /// <exception cref="OverflowException">It does not fit in 64 bits.</exception>
    public long On(long amount, LocalDate day)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        BigInteger days = Math.Max(0, Period.DaysBetween(From, day));
        var rate = RatePerDay.Value;
        return (long)(amount * days * rate.Numerator / (rate.Denominator * Unit) * Unit);
    }
}
