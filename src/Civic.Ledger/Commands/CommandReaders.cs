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
        (PublishRuleCommand.Type, Json(SettlementJson.Default.RulePublished, input => new PublishRuleCommand(input))),
        (ChargeCommand.Type, Json(SettlementJson.Default.ChargeRecorded, input => new ChargeCommand(input))),
        (RefundCommand.Type, Json(SettlementJson.Default.ChargeRefunded, input => new RefundCommand(input))),
        (DraftRemittanceCommand.Type, Json(SettlementJson.Default.RemittanceDrafted, input => new DraftRemittanceCommand(input))),
        (DecideRemittanceCommand.Type, Json(SettlementJson.Default.RemittanceDecided, input => new DecideRemittanceCommand(input))),
        (BankReplyCommand.Type, Json(SettlementJson.Default.BankReplied, input => new BankReplyCommand(input))),
        (RaiseBillCommand.Type, Json(SettlementJson.Default.BillRaised, input => new RaiseBillCommand(input))),
        (TakeDepositCommand.Type, Json(SettlementJson.Default.DepositTaken, input => new TakeDepositCommand(input))),
        (ReturnDepositCommand.Type, Json(SettlementJson.Default.DepositReturned, input => new ReturnDepositCommand(input))),
        (ReassignDepositCommand.Type, Json(SettlementJson.Default.DepositReassigned, input => new ReassignDepositCommand(input))),
        (DeclareDividendCommand.Type, Json(SettlementJson.Default.DividendDeclared, input => new DeclareDividendCommand(input))),
        (PayDividendCommand.Type, PayDividendCommand.Read),
    ];

    private static Func<ReadOnlyMemory<byte>, LedgerCommand> Json<TInput>(JsonTypeInfo<TInput> format, Func<TInput, LedgerCommand> make)
        where TInput : class =>
        bytes => make(JsonSerializer.Deserialize(bytes.Span, format) ?? throw new InvalidDataException("The input is null."));
}
