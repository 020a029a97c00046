using Civic.Testing;
using NodaTime;

namespace Civic.Journal.Tests;

public sealed class MemoryJournalTests : JournalContract
{
    /// <summary>Many more than a store with a disk has time for.</summary>
    [Property(MaxTest = 300)]
    public Task Any_of_many_sequences_ends_as_in_a_plain_model(Command[] commands) => RunAsync(commands);

    protected override Task<IJournal> OpenAsync(IClock clock) => Task.FromResult<IJournal>(new MemoryJournal(clock));

    protected override Task<IJournal> ReopenAsync(IJournal journal, IClock clock) => Task.FromResult(journal);
}
