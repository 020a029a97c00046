using NodaTime;

namespace Civic.Geo;

/// <summary>Time as the tables keep it: nanoseconds since 1970, half the size of an <see cref="Instant"/> and compared in one step.</summary>
internal static class UnixTime
{
    /// <summary>Later than any time that can be held.</summary>
    public const long Never = long.MaxValue;

    // A decade inside the ends of a 64-bit number (1677 and 2262), so that no sum of a time and an option overflows.
    private static readonly Instant Earliest = Instant.FromUtc(1688, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2251, 1, 1, 0, 0);

    public static bool TryFrom(Instant instant, out long time)
    {
        var known = instant >= Earliest && instant <= Latest;
        time = known ? (instant - NodaConstants.UnixEpoch).ToInt64Nanoseconds() : 0;
        return known;
    }

    /// <exception cref="ArgumentOutOfRangeException">The instant is not in the years that can be held.</exception>
    public static long From(Instant instant, string parameter) =>
        TryFrom(instant, out var time) ? time : throw new ArgumentOutOfRangeException(parameter, instant, "The time must be in the years 1688 to 2250.");

    public static bool IsValid(long time) => time >= Nanoseconds(Earliest) && time <= Nanoseconds(Latest);

    public static Instant ToInstant(long time) => NodaConstants.UnixEpoch.PlusNanoseconds(time);

    /// <summary>A duration that is not negative; what is too long to count is <see cref="Never"/>.</summary>
    public static long From(Duration duration) => duration < Duration.FromDays(100_000) ? duration.ToInt64Nanoseconds() : Never;

    /// <summary>When something that began at <paramref name="start"/> has lasted for <paramref name="duration"/>.</summary>
    public static long After(long start, long duration) => duration > Never - Math.Max(start, 0) ? Never : start + duration;

    private static long Nanoseconds(Instant instant) => (instant - NodaConstants.UnixEpoch).ToInt64Nanoseconds();
}
