using System.Text.Json.Serialization;

namespace Civic.Ledger;

/// <summary>
/// How settlement writes entries, states and statements: every number as decimal digits in a string, because a JSON number keeps only 53 bits with many
/// readers.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(LocalDateConverter), typeof(ActorIdConverter), typeof(AccountIdConverter), typeof(ShareConverter), typeof(CurrencyConverter),
        typeof(DigestConverter), typeof(BillIdConverter), typeof(DepositIdConverter), typeof(DepositMoveIdConverter),
        typeof(RemittanceIdConverter), typeof(UInt128Converter),
    ])]
[JsonSerializable(typeof(RulePublished))]
[JsonSerializable(typeof(ChargeRecorded))]
[JsonSerializable(typeof(ChargeRefunded))]
[JsonSerializable(typeof(RemittanceDrafted))]
[JsonSerializable(typeof(RemittanceDecided))]
[JsonSerializable(typeof(BankReplied))]
[JsonSerializable(typeof(BillRaised))]
[JsonSerializable(typeof(DepositTaken))]
[JsonSerializable(typeof(DepositReturned))]
[JsonSerializable(typeof(DepositReassigned))]
[JsonSerializable(typeof(DividendDeclared))]
[JsonSerializable(typeof(SettlementState))]
[JsonSerializable(typeof(SettlementStatement))]
internal sealed partial class SettlementJson : JsonSerializerContext;
