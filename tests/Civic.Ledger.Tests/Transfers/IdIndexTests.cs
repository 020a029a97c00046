using Civic.Testing;

namespace Civic.Ledger.Tests;

public class IdIndexTests
{
    [Property(MaxTest = 200)]
    public void It_holds_what_was_added_and_not_removed_whatever_the_hashes(int seed)
    {
        var random = new Random(seed);
        var index = new IdIndex(0);
        var held = new List<(uint Hash, int Number)>();
        var spread = random.Next(1, 33);
        for (var i = 1; i < 400; i++)
        {
            if (held.Count > 0 && random.Next(3) == 0)
            {
                var at = random.Next(held.Count);
                index.Remove(held[at].Hash, held[at].Number);
                held.RemoveAt(at);
            }
            else
            {
                // Few hashes, and such as lie near the end of the table.
                var hash = random.Next(2) == 0 ? uint.MaxValue - (uint)random.Next(4) : (uint)(random.NextInt64(1L << 32) >> (32 - spread));
                var number = random.Next(2) == 0 ? i : ~i;
                index.Add(hash, number);
                held.Add((hash, number));
            }
        }

        foreach (var group in held.GroupBy(h => h.Hash))
        {
            Assert.Equal(group.Select(h => h.Number).Order(), Numbers(index, group.Key).Order());
        }

        Assert.Empty(Numbers(index, 0x1234_5678).Except(held.Select(h => h.Number)));
    }

    private static List<int> Numbers(IdIndex index, uint hash)
    {
        var found = new List<int>();
        var slot = index.Start(hash);
        while (index.Next(hash, ref slot) is var number and not 0)
        {
            found.Add(number);
        }

        return found;
    }
}
