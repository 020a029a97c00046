using NodaTime;

namespace Civic.Ledger;

/// <summary>Times of the book are whole nanoseconds since 1970-01-01T00:00Z, so that every event has one of its own.</summary>
internal static class LedgerTime
{
    public static Instant Instant(ulong nanoseconds) => NodaConstants.UnixEpoch + Duration.FromNanoseconds((long)Math.Min(nanoseconds, long.MaxValue));

    public static ulong Nanoseconds(Instant instant) => checked((ulong)(instant - NodaConstants.UnixEpoch).ToInt64Nanoseconds());
}
