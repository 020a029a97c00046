using Civic.Journal;

namespace Civic.Ledger;

/// <summary>A batch and what a repeated request is told by.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Request">The fingerprint of the request that drafted it.</param>
/// <param name="Attempt">How often the book refused a step after the draft: identifiers of the next try differ, because refused ones can be burnt.</param>
internal sealed record RemittanceEntry(RemittanceBatch Batch, Digest Request, int Attempt = 0);

/// <summary>The remittance batches of a book, in the order they were drafted.</summary>
internal sealed class RemittanceBook
{
    private readonly Dictionary<RemittanceId, int> _places = [];
    private readonly List<RemittanceEntry> _entries = [];

    public IReadOnlyList<RemittanceEntry> All => _entries;

    public RemittanceEntry? Find(RemittanceId id) => _places.TryGetValue(id, out var place) ? _entries[place] : null;

    public void Put(RemittanceEntry entry)
    {
        if (_places.TryAdd(entry.Batch.Id, _entries.Count))
            _entries.Add(entry);
        else
            _entries[_places[entry.Batch.Id]] = entry;
    }

    public void Clear()
    {
        _places.Clear();
        _entries.Clear();
    }
}
