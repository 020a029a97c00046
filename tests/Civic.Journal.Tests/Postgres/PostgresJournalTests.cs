using System.Runtime.CompilerServices;
using Civic.Journal.Postgres;
using Civic.Testing;
using NodaTime;

namespace Civic.Journal.Tests;

[Collection("PostgreSQL")]
public sealed class PostgresJournalTests(PostgresFixture postgres) : JournalContract
{
    private readonly ConditionalWeakTable<IJournal, PostgresJournalOptions> _opened = [];

    public static string? SkipReason => PostgresServer.SkipReason;

    protected override Task<IJournal> OpenAsync(IClock clock) => OpenAsync(postgres.NewSchema());

    protected override async Task<IJournal> ReopenAsync(IJournal journal, IClock clock)
    {
        _opened.TryGetValue(journal, out var options);
        await journal.DisposeAsync();
        return await OpenAsync(options!);
    }

    protected override Task LetLeasesEndAsync(IJournal journal)
    {
        // The clock is the database's, so the leases are moved instead.
        _opened.TryGetValue(journal, out var options);
        return postgres.SqlAsync(options!, "UPDATE civic.leases SET until = clock_timestamp() - interval '1 second'");
    }

    private async Task<IJournal> OpenAsync(PostgresJournalOptions options)
    {
        var journal = await PostgresJournal.OpenAsync(options);
        _opened.Add(journal, options);
        return journal;
    }
}
