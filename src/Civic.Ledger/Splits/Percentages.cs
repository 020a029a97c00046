namespace Civic.Ledger;

/// <summary>Lets a share be written as the ordinance says it: <c>50.Percent()</c>.</summary>
public static class Percentages
{
    /// <summary>So many hundredths.</summary>
    /// <param name="percent">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 0.</exception>
    public static Share Percent(this int percent) => new(percent, 100);
}
