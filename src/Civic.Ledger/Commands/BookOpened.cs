namespace Civic.Ledger;

/// <summary>The first entry of every book: what must be known to read the rest.</summary>
/// <param name="Format">The format of the entries; this program reads <see cref="Current"/>.</param>
/// <param name="Name">The book's name.</param>
/// <param name="OffsetSeconds">Seconds east of UTC at which the book's accounting days begin.</param>
internal sealed record BookOpened(int Format, string Name, int OffsetSeconds)
{
    public const string EntryType = "book.opened";
    public const int Current = 1;
}
