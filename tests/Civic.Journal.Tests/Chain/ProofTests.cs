using System.Security.Cryptography;
using Civic.Testing;

namespace Civic.Journal.Tests;

public class ProofTests
{
    private const int Largest = 70;
    private static readonly Digest[] Hashes = [.. Enumerable.Range(0, Largest).Select(i => new Digest(SHA256.HashData(BitConverter.GetBytes(i))))];

    [Fact]
    public void The_frontier_gives_the_root_of_the_recursive_tree()
    {
        for (var n = 0; n <= Largest; n++)
        {
            Assert.Equal(new JournalHead(n, Root(Hashes[..n])), HeadOf(n));
            Assert.Equal(HeadOf(n), new MerkleFrontier(n, FrontierOf(n).ToArray()).Head);
        }
    }

    [Fact]
    public void Every_entry_is_proved_with_the_path_of_the_standard()
    {
        for (var n = 1; n <= Largest; n++)
        {
            for (var m = 0; m < n; m++)
            {
                var proof = InclusionProof.Create(Hashes[..n], m + 1);
                Assert.Equal(Path(m, Hashes[..n]), proof.Path);
                Assert.True(proof.Verify(Hashes[m], HeadOf(n)));
                Assert.False(proof.Verify(Hashes[(m + 1) % Largest], HeadOf(n)));
            }
        }
    }

    [Fact]
    public void Every_growth_is_proved_with_the_proof_of_the_standard()
    {
        for (var n = 0; n <= Largest; n++)
        {
            for (var m = 0; m <= n; m++)
            {
                var proof = ConsistencyProof.Create(Hashes[..n], m);
                Assert.Equal(m is 0 || m == n ? [] : SubProof(m, Hashes[..n], true), proof.Path);
                Assert.True(proof.Verify(HeadOf(m), HeadOf(n)));
            }
        }
    }

    [Property(MaxTest = 300)]
    public void A_changed_proof_or_head_of_an_entry_is_refused(byte size, byte leaf, byte what, byte where)
    {
        var n = 1 + (size % Largest);
        var m = leaf % n;
        var proof = InclusionProof.Create(Hashes[..n], m + 1);
        var other = Hashes[where % Largest];
        IReadOnlyList<Digest> path = (what % 3) switch
        {
            0 => [.. proof.Path, other],
            1 when proof.Path.Count > 0 => [.. proof.Path.Skip(1)],
            _ => [.. proof.Path.Select((p, i) => i == where % proof.Path.Count ? other : p)],
        };
        Assert.Equal(path.SequenceEqual(proof.Path), new InclusionProof(m + 1, n, path).Verify(Hashes[m], HeadOf(n)));
        Assert.False(proof.Verify(Hashes[m], HeadOf(n) with { Root = other }));
        Assert.False(proof.Verify(Hashes[m], HeadOf(n) with { Count = n + 1 }));
        for (var elsewhere = 0; elsewhere < n; elsewhere++)
        {
            Assert.Equal(elsewhere == m, new InclusionProof(elsewhere + 1, n, proof.Path).Verify(Hashes[m], HeadOf(n)));
        }
    }

    [Property(MaxTest = 300)]
    public void A_changed_proof_or_head_of_a_growth_is_refused(byte earlier, byte later, byte what, byte where)
    {
        var n = 2 + (later % (Largest - 1));
        var m = 1 + (earlier % (n - 1));
        var proof = ConsistencyProof.Create(Hashes[..n], m);
        var other = Hashes[where % Largest];
        IReadOnlyList<Digest> path = (what % 3) switch
        {
            0 => [.. proof.Path, other],
            1 => [.. proof.Path.Skip(1)],
            _ => [.. proof.Path.Select((p, i) => i == where % proof.Path.Count ? other : p)],
        };
        Assert.False(new ConsistencyProof(m, n, path).Verify(HeadOf(m), HeadOf(n)));
        Assert.False(proof.Verify(HeadOf(m) with { Root = other }, HeadOf(n)));
        Assert.False(proof.Verify(HeadOf(m), HeadOf(n) with { Root = other }));
        Assert.False(proof.Verify(HeadOf(m), HeadOf(n) with { Count = n + 1 }));
    }

    [Fact]
    public void Nothing_is_proved_about_what_is_not_there()
    {
        Assert.ThrowsAny<ArgumentException>(() => InclusionProof.Create(Hashes[..3], 4));
        Assert.ThrowsAny<ArgumentException>(() => InclusionProof.Create(Hashes[..3], 0));
        Assert.ThrowsAny<ArgumentException>(() => ConsistencyProof.Create(Hashes[..3], 4));
        Assert.False(new ConsistencyProof(0, 3, []).Verify(new(0, Hashes[0]), HeadOf(3)));
        Assert.False(new ConsistencyProof(3, 3, []).Verify(new(3, Hashes[0]), HeadOf(3)));
        Assert.False(new ConsistencyProof(3, 5, []).Verify(HeadOf(3), HeadOf(5)));
        Assert.False(new InclusionProof(1, 3, []).Verify(Hashes[0], HeadOf(3)));
    }

    [Fact]
    public async Task Proofs_are_made_from_a_journal_for_any_head_it_had()
    {
        await using var journal = new MemoryJournal(new TestClock());
        var heads = new List<JournalHead> { await journal.GetHeadAsync() };
        for (var i = 0; i < 9; i++)
        {
            await journal.AppendAsync(new("ledger", "main"), ExpectedVersion.Any, [new NewEntry("test.happened", default, new[] { (byte)i })]);
            heads.Add(await journal.GetHeadAsync());
        }

        foreach (var later in heads)
        {
            foreach (var earlier in heads.Where(h => h.Count <= later.Count))
            {
                Assert.True((await ConsistencyProof.CreateAsync(journal, earlier.Count, later)).Verify(earlier, later));
            }

            await foreach (var entry in journal.ReadAllAsync())
            {
                if (entry.Position <= later.Count)
                {
                    Assert.True((await InclusionProof.CreateAsync(journal, entry.Position, later)).Verify(entry.Hash, later));
                }
            }
        }

        var foreign = new JournalHead(5, Hashes[0]);
        var refused = await Assert.ThrowsAsync<JournalException>(async () => await InclusionProof.CreateAsync(journal, 1, foreign));
        Assert.Equal(JournalFailure.Corrupt, refused.Failure);
        refused = await Assert.ThrowsAsync<JournalException>(async () => await ConsistencyProof.CreateAsync(journal, 1, foreign));
        Assert.Equal(JournalFailure.Corrupt, refused.Failure);
        await Assert.ThrowsAsync<JournalException>(async () => await ConsistencyProof.CreateAsync(journal, 50, new(60, default)));
    }

    private static MerkleFrontier FrontierOf(int n)
    {
        var frontier = new MerkleFrontier();
        foreach (var hash in Hashes.AsSpan(0, n))
        {
            frontier.Add(hash);
        }

        return frontier;
    }

    private static JournalHead HeadOf(int n) => FrontierOf(n).Head;

    // RFC 9162 word for word, on arrays.
    private static Digest Root(Digest[] d) => d.Length switch
    {
        0 => new(SHA256.HashData([])),
        1 => new(SHA256.HashData([0, .. d[0].ToArray()])),
        _ => new(SHA256.HashData([1, .. Root(d[..Split(d.Length)]).ToArray(), .. Root(d[Split(d.Length)..]).ToArray()])),
    };

    private static Digest[] Path(int m, Digest[] d)
    {
        if (d.Length == 1)
        {
            return [];
        }

        var k = Split(d.Length);
        return m < k ? [.. Path(m, d[..k]), Root(d[k..])] : [.. Path(m - k, d[k..]), Root(d[..k])];
    }

    private static Digest[] SubProof(int m, Digest[] d, bool isWhole)
    {
        if (m == d.Length)
        {
            return isWhole ? [] : [Root(d)];
        }

        var k = Split(d.Length);
        return m <= k ? [.. SubProof(m, d[..k], isWhole), Root(d[k..])] : [.. SubProof(m - k, d[k..], false), Root(d[..k])];
    }

    /// <summary>The largest power of two below n.</summary>
    private static int Split(int n) => 1 << (31 - int.LeadingZeroCount(n - 1));
}
