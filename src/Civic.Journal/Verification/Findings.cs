using System.Security.Cryptography;

namespace Civic.Journal;

/// <summary>
/// Checks entries one after the other: places, hashes, earlier heads. Its memory grows with the number of streams, not of entries. The first
/// fault is kept; nothing is looked at after it.
/// </summary>
internal sealed class Findings : IDisposable
{
    private readonly Dictionary<StreamId, StreamHead> _streams = [];
    private readonly MerkleFrontier _frontier = new();
    private readonly Queue<SignedHead> _earlier;
    private readonly ECDsa? _key;

    /// <exception cref="ArgumentException">The public key is none.</exception>
    public Findings(VerificationOptions? options)
    {
        options ??= new();
        _earlier = new(options.EarlierHeads.OrderBy(h => h.Head.Count));
        if (options.PublicKeyPem is { } pem)
        {
            _key = ECDsa.Create();
            _key.ImportFromPem(pem);
        }

        foreach (var earlier in _earlier)
        {
            Signature(earlier, earlier.Head.Count);
        }

        PastHeads();
    }

    public VerificationReport? Fault { get; private set; }

    public bool IsWhole => Fault is null;

    public long Count => _frontier.Count;

    public JournalHead Head => _frontier.Head;

    public bool MustBeSigned => _key is not null;

    public IReadOnlyDictionary<StreamId, StreamHead> Streams => _streams;

    public void Dispose() => _key?.Dispose();

    public void Is(VerificationFault fault, long position, string message) => Fault ??= new(fault, position, message, Head);

    /// <summary>Looks at the next entry.</summary>
    public void Next(JournalEntry entry)
    {
        var before = _streams.GetValueOrDefault(entry.Stream);
        if (entry.Position != Count + 1)
        {
            Is(VerificationFault.Gap, Count + 1, $"The entry after position {Count} says it is at {entry.Position}.");
        }
        else if (entry.Version != before.Version + 1)
        {
            Is(VerificationFault.Gap, entry.Position, $"The entry of {entry.Stream} after version {before.Version} says it is version {entry.Version}.");
        }
        else if (HashOf(entry, before.Hash) != entry.Hash)
        {
            var place = $"{entry.Stream} version {entry.Version}";
            Is(VerificationFault.WrongHash, entry.Position, $"The hash of {place} is not that of its content and the entry before it.");
        }
        else
        {
            _streams[entry.Stream] = new(entry.Version, entry.Hash);
            _frontier.Add(entry.Hash);
            PastHeads();
        }
    }

    /// <summary>Looks whether the journal ends where it should.</summary>
    public void End()
    {
        if (IsWhole && _earlier.TryPeek(out var missing))
        {
            Is(VerificationFault.EndMissing, Count + 1, $"A head was kept of {missing.Head.Count} entries, but there are only {Count}.");
        }
    }

    public void Signature(SignedHead signed, long position)
    {
        if (_key is not null && !signed.Verify(_key))
        {
            Is(VerificationFault.BadSignature, position, $"The signature of the head of {signed.Head.Count} entries is not that of the given key.");
        }
    }

    /// <summary>The report when nothing was wrong, or the fault.</summary>
    public VerificationReport Report(SignedHead? signed = null) =>
        Fault ?? new(VerificationFault.None, 0, $"{Count} entries, streams: {_streams.Count}, root {Head.Root}", Head, signed);

    private static Digest? HashOf(JournalEntry entry, Digest before)
    {
        try
        {
            return EntryChain.Next(before, entry.Stream, entry.Version, new NewEntry(entry.Type, entry.At, entry.Payload));
        }
        catch (ArgumentException)
        {
            // What no entry can hold was never hashed.
            return null;
        }
    }

    private void PastHeads()
    {
        while (_earlier.TryPeek(out var earlier) && earlier.Head.Count == Count)
        {
            _earlier.Dequeue();
            if (earlier.Head != Head)
            {
                Is(VerificationFault.PastRewritten, Count, $"The head that was kept of {Count} entries is not the head of these {Count} entries.");
            }
        }
    }
}
