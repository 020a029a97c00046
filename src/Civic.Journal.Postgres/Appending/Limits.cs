using System.Globalization;
using NodaTime;

namespace Civic.Journal.Postgres;

/// <summary>The time limits of the options, checked and in the units that the server and Npgsql take.</summary>
internal sealed record Limits
{
    private static readonly Duration Longest = Duration.FromHours(1);

    public Limits(Duration locks, Duration statements)
    {
        (LockTimeout, StatementTimeout) = (Milliseconds(locks), Milliseconds(statements));
        // The server's own limit comes first, because it says what was the matter; this one is for a server that says nothing any more.
        CommandTimeout = (int)Math.Ceiling(Duration.Max(locks, statements).TotalSeconds) + 5;
    }

    /// <summary>Milliseconds, as the setting wants them.</summary>
    public string LockTimeout { get; }

    /// <summary>Milliseconds, as the setting wants them.</summary>
    public string StatementTimeout { get; }

    /// <summary>Seconds.</summary>
    public int CommandTimeout { get; }

    private static string Milliseconds(Duration limit) =>
        limit >= Duration.FromMilliseconds(1) && limit <= Longest
            ? ((long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException($"A time limit of {limit} is not between 1 ms and 1 h.", nameof(limit));
}
