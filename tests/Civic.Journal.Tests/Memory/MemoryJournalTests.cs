using NodaTime;

namespace Civic.Journal.Tests;

public sealed class MemoryJournalTests : JournalContract
{
    protected override Task<IJournal> OpenAsync(IClock clock) => Task.FromResult<IJournal>(new MemoryJournal(clock));

    protected override Task<IJournal> ReopenAsync(IJournal journal, IClock clock) => Task.FromResult(journal);
}
