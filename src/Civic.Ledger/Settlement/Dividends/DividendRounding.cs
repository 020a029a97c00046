namespace Civic.Ledger;

/// <summary>How exact parts of a dividend become whole units. Neither depends on how the list is cut into chunks.</summary>
public enum DividendRounding
{
    /// <summary>Every part is cut down, so equal weights get equal amounts; what is left stays in the source.</summary>
    Floor = 0,

    /// <summary>
    /// Odd units go to the largest cut-off fractions, equal ones in the order of the list, as <see cref="DividendSplit.ByLargestRemainder"/> says: the whole is
    /// paid to the unit, and each part is less than one unit from exact.
    /// </summary>
    LargestRemainder = 1,
}
