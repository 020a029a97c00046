namespace Civic.Journal.Tests;

public sealed class MemorySubjectKeysTests : SubjectKeysContract
{
    protected override Task<ISubjectKeys> OpenAsync() => Task.FromResult<ISubjectKeys>(new MemorySubjectKeys());

    protected override Task<ISubjectKeys> ReopenAsync(ISubjectKeys keys) => Task.FromResult(keys);
}
