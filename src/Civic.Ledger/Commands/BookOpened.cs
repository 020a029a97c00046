using System.Text.Json.Serialization;

namespace Civic.Ledger;

/// <summary>
/// The first entry of every book: what must be known to read the rest. Fields that a newer format adds are passed over, so that its number can be told.
/// </summary>
/// <param name="Format">The format of the entries; this program reads <see cref="Current"/>.</param>
/// <param name="Name">The book's name.</param>
/// <param name="OffsetSeconds">Seconds east of UTC at which the book's accounting days begin.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record BookOpened(int Format, string Name, int OffsetSeconds)
{
    public const string EntryType = "book.opened";
    public const int Current = 1;
}
