using NodaTime;

namespace Civic.Journal.Sqlite;

/// <summary>A lease as the file keeps it. A released one has ended long ago; its token stays the largest given.</summary>
internal readonly record struct LeaseState(long Token, string Holder, Instant Until)
{
    /// <summary>Whether an append with this token may go on: never with an older one, and without one only while no lease runs.</summary>
    public bool Allows(FencingToken token, Instant now) => token.Value == Token || (token.Value == 0 && Until <= now);
}
