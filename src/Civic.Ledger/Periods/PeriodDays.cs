using NodaTime;

namespace Civic.Ledger;

/// <summary>Accounting days as the engine counts them: whole days since 1970-01-01.</summary>
internal static class PeriodDays
{
    private static readonly LocalDate First = new(1970, 1, 1);

    public static int Number(LocalDate day) => NodaTime.Period.DaysBetween(First, day);

    public static LocalDate Date(int day) => First.PlusDays(day);
}
