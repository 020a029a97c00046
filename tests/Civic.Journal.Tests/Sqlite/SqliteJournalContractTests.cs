using Civic.Journal.Sqlite;
using NodaTime;

namespace Civic.Journal.Tests;

public sealed class SqliteJournalContractTests : JournalContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async Task<IJournal> OpenAsync(IClock clock) =>
        await SqliteJournal.OpenAsync(new SqliteJournalOptions(_folder.NewFile()) { Clock = clock });

    protected override async Task<IJournal> ReopenAsync(IJournal journal, IClock clock)
    {
        var path = ((SqliteJournal)journal).Path;
        await journal.DisposeAsync();
        return await SqliteJournal.OpenAsync(new SqliteJournalOptions(path) { Clock = clock });
    }
}
