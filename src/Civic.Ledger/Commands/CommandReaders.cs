using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>How each type of entry becomes a command again. An entry type, once used, keeps its line here for good.</summary>
internal static class CommandReaders
{
    private static readonly FrozenDictionary<string, Func<ReadOnlyMemory<byte>, LedgerCommand>> Readers = All().ToFrozenDictionary(r => r.Type, r => r.Read);

    /// <summary>Makes the command of an entry, or gives <see langword="null"/> for a type that this program does not know.</summary>
    /// <exception cref="InvalidDataException">The input is not one of that type.</exception>
    public static LedgerCommand? Read(string entryType, ReadOnlyMemory<byte> input)
    {
        try
        {
            return Readers.TryGetValue(entryType, out var read) ? read(input) : null;
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"The input is not one of {entryType}.", wrong);
        }
    }

    private static IEnumerable<(string Type, Func<ReadOnlyMemory<byte>, LedgerCommand> Read)> All() =>
    [
        (CreateAccountsCommand.Type, CreateAccountsCommand.Read),
        (CreateTransfersCommand.Type, CreateTransfersCommand.Read),
        (ExpireCommand.Type, Json(CommandJson.Default.ExpiryRun, input => new ExpireCommand(input))),
        (DefinePeriodCommand.Type, Json(CommandJson.Default.PeriodDefined, input => new DefinePeriodCommand(input))),
        (MovePeriodCommand.Type, Json(CommandJson.Default.PeriodMoved, input => new MovePeriodCommand(input))),
        (ProposeEntryCommand.Type, Json(CommandJson.Default.EntryProposed, input => new ProposeEntryCommand(input))),
        (DecideEntryCommand.Type, Json(CommandJson.Default.EntryDecided, input => new DecideEntryCommand(input))),
    ];

    private static Func<ReadOnlyMemory<byte>, LedgerCommand> Json<TInput>(JsonTypeInfo<TInput> format, Func<TInput, LedgerCommand> make)
        where TInput : class =>
        bytes => make(JsonSerializer.Deserialize(bytes.Span, format) ?? throw new InvalidDataException("The input is null."));
}
