using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// A span of accounting days that is closed as one: every transfer belongs to the period its <see cref="Transfer.AccountingDay"/> lies in, whenever it was
/// recorded.
/// </summary>
/// <param name="Name">Its name, unique in the book, 1 to 40 characters.</param>
/// <param name="FirstDay">The first day that belongs to it.</param>
/// <param name="LastDay">The last day that belongs to it.</param>
/// <param name="State">What it takes.</param>
/// <param name="ReopeningAskedBy">Who asked to take a soft close back and waits for a second person; else <see langword="null"/>.</param>
public sealed record FiscalPeriod(string Name, LocalDate FirstDay, LocalDate LastDay, PeriodState State = PeriodState.Open, ActorId? ReopeningAskedBy = null)
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 40;

    /// <summary>The fiscal year of Korean local governments: January 1 to December 31 (Local Accounting Act, art. 6; 지방회계법 제6조), named after the
    /// year.</summary>
    /// <param name="year">The year, 1970 to 9998.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year is out of range.</exception>
    public static FiscalPeriod CalendarYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1970);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9998);
        return new($"{year:0000}", new(year, 1, 1), new(year, 12, 31));
    }

    /// <summary>Whether a day belongs to it.</summary>
    /// <param name="day">The day.</param>
    public bool Contains(LocalDate day) => FirstDay <= day && day <= LastDay;
}
