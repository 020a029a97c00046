using Civic.Testing;

namespace Civic.Journal.Tests;

/// <summary>Every promise of <see cref="ISubjectKeys"/>; a key store derives from it as a journal does from <see cref="JournalContract"/>.</summary>
public abstract class SubjectKeysContract
{
    private static readonly SubjectId Kim = new(new("0190f7c2-0000-4000-8000-000000000001"));
    private static readonly SubjectId Lee = new(new("0190f7c2-0000-4000-8000-000000000002"));

    /// <summary>Opens a new store without keys.</summary>
    protected abstract Task<ISubjectKeys> OpenAsync();

    /// <summary>Closes a store and opens it again. A store that keeps nothing gives the same.</summary>
    protected abstract Task<ISubjectKeys> ReopenAsync(ISubjectKeys keys);

    [ContractFact]
    public async Task A_key_is_made_once_and_kept()
    {
        var keys = await OpenAsync();
        Assert.Null(await keys.FindAsync(Kim));
        var kim = Bytes(await keys.GetOrCreateAsync(Kim));
        Assert.Equal(SubjectKey.Length, kim!.Length);
        Assert.NotEqual(kim, Bytes(await keys.GetOrCreateAsync(Lee)));
        await using var again = await ReopenAsync(keys);
        Assert.Equal(kim, Bytes(await again.GetOrCreateAsync(Kim)));
        Assert.Equal(kim, Bytes(await again.FindAsync(Kim)));
    }

    [ContractFact]
    public async Task A_deleted_key_is_gone_for_good_and_no_new_one_is_made()
    {
        var keys = await OpenAsync();
        await keys.GetOrCreateAsync(Kim);
        var lee = Bytes(await keys.GetOrCreateAsync(Lee));
        Assert.True(await keys.DeleteAsync(Kim));
        Assert.False(await keys.DeleteAsync(Kim));
        await using var again = await ReopenAsync(keys);
        Assert.Null(await again.FindAsync(Kim));
        Assert.Null(await again.GetOrCreateAsync(Kim));
        Assert.Equal(lee, Bytes(await again.FindAsync(Lee)));
    }

    [ContractFact]
    public async Task A_subject_can_be_shredded_before_it_has_a_key()
    {
        await using var keys = await OpenAsync();
        Assert.False(await keys.DeleteAsync(Kim));
        Assert.Null(await keys.GetOrCreateAsync(Kim));
    }

    [ContractFact]
    public async Task Many_who_ask_at_once_get_the_same_key()
    {
        await using var keys = await OpenAsync();
        var asking = Enumerable.Range(0, 16).Select(_ => Task.Run(async () => Convert.ToHexString(Bytes(await keys.GetOrCreateAsync(Kim))!)));
        var found = await Task.WhenAll(asking);
        Assert.Single(found.Distinct());
    }

    [ContractFact]
    public async Task Nobody_has_no_key()
    {
        await using var keys = await OpenAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await keys.GetOrCreateAsync(default));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await keys.FindAsync(default));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await keys.DeleteAsync(default));
    }

    private static byte[]? Bytes(SubjectKey? key) => key?.Bytes.ToArray();
}
