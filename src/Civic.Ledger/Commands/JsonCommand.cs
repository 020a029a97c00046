using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>A command whose input is small and is written as JSON, for auditors to read.</summary>
/// <param name="input">The input.</param>
internal abstract class JsonCommand<TInput, TOutcome>(TInput input) : LedgerCommand<TOutcome>
{
    private byte[] _mark = [];

    public override ReadOnlySpan<byte> Mark => _mark;

    /// <summary>What was asked.</summary>
    public TInput Input { get; } = input;

    /// <summary>How the input is written.</summary>
    protected abstract JsonTypeInfo<TInput> Format { get; }

    public sealed override void Execute(LedgerMachine machine, ulong timestamp)
    {
        Outcome = Run(machine, timestamp);
        _mark = MarkOf(Describe(Outcome));
    }

    public sealed override void WriteInput(PayloadBuffer into)
    {
        using var writer = new Utf8JsonWriter(into);
        JsonSerializer.Serialize(writer, Input, Format);
    }

    /// <summary>Decides and applies.</summary>
    protected abstract TOutcome Run(LedgerMachine machine, ulong timestamp);

    /// <summary>The outcome in a word or a digest; a replay must give the same. An outcome of many values gives a digest of them all.</summary>
    protected abstract string Describe(TOutcome outcome);
}
