using System.Buffers;

namespace Civic.Ledger;

/// <summary>One of the books of the machine beside its accounts: a state that commands change, and that a snapshot and the state hash cover.</summary>
internal interface ILedgerBook
{
    /// <summary>Names its part of a snapshot; never changes.</summary>
    string Name { get; }

    /// <summary>Writes the whole state, the same bytes for the same state.</summary>
    void Save(IBufferWriter<byte> into);

    /// <summary>Takes up what <see cref="Save"/> wrote.</summary>
    void Load(ReadOnlySpan<byte> state);
}
