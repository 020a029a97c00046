namespace Civic.Journal.Tests;

/// <summary>Reads a journal as it stands and checks every chain and the head by itself, with nothing of the store.</summary>
internal static class Wholeness
{
    /// <summary>All entries; fails when a chain, a number or the head is wrong.</summary>
    public static async Task<List<JournalEntry>> CheckAsync(IJournal journal)
    {
        List<JournalEntry> all = [];
        var tree = new MerkleFrontier();
        var heads = new Dictionary<StreamId, StreamHead>();
        await foreach (var entry in journal.ReadAllAsync())
        {
            var before = heads.GetValueOrDefault(entry.Stream);
            Assert.Equal(tree.Count + 1, entry.Position);
            Assert.Equal(before.Version + 1, entry.Version);
            Assert.Equal(EntryChain.Next(before.Hash, entry.Stream, entry.Version, new NewEntry(entry.Type, entry.At, entry.Payload)), entry.Hash);
            heads[entry.Stream] = new(entry.Version, entry.Hash);
            tree.Add(entry.Hash);
            all.Add(entry);
        }

        Assert.Equal(tree.Head, await journal.GetHeadAsync());
        foreach (var (stream, head) in heads)
        {
            Assert.Equal(head, await journal.GetStreamHeadAsync(stream));
        }

        return all;
    }
}
