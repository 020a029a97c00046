using Civic.Journal;

namespace Civic.Ledger;

/// <summary>Entries that are appended together, and who waits for them.</summary>
internal sealed class EntryGroup
{
    /// <summary>Enough for a disk to be busy; small enough for a caller not to wait long.</summary>
    private const int MaxEntries = 1_000, MaxRequests = 10_000;

    private const long MaxBytes = 8L << 20;

    private readonly List<LedgerCommand> _commands = [];
    private readonly List<PayloadBuffer> _payloads = [];
    private long _bytes;

    public List<NewEntry> Entries { get; } = [];

    public List<LedgerRequest> Requests { get; } = [];

    /// <summary>The state after the last entry, when it is to be saved; nothing may be added after it.</summary>
    public ReadOnlyMemory<byte>? Snapshot { get; set; }

    public SnapshotRequest? SnapshotAskedBy { get; set; }

    public bool IsFull => Entries.Count >= MaxEntries || Requests.Count >= MaxRequests || _bytes >= MaxBytes || Snapshot is not null;

    public bool IsEmpty => Entries.Count == 0 && Requests.Count == 0 && Snapshot is null;

    public void Add(NewEntry entry, LedgerCommand command, PayloadBuffer payload)
    {
        Entries.Add(entry);
        _commands.Add(command);
        _payloads.Add(payload);
        _bytes += entry.Payload.Length;
    }

    public void Succeed()
    {
        foreach (var request in Requests)
            request.Succeed();
    }

    public void Fail(Exception why)
    {
        foreach (var request in Requests)
            request.Fail(why);
        SnapshotAskedBy?.Fail(why);
    }

    /// <summary>Makes it ready for other entries; pooled memory goes back unless the journal may still be reading it.</summary>
    public void Clear(bool mayReuse)
    {
        foreach (var command in _commands)
            command.Release();
        if (mayReuse)
        {
            foreach (var payload in _payloads)
                payload.Return();
        }

        (_bytes, Snapshot, SnapshotAskedBy) = (0, null, null);
        _commands.Clear();
        _payloads.Clear();
        Entries.Clear();
        Requests.Clear();
    }
}
