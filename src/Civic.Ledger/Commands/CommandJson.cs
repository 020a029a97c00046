using System.Text.Json.Serialization;

namespace Civic.Ledger;

/// <summary>How the entries of this folder, of periods and of approvals are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(LocalDateConverter), typeof(InstantConverter), typeof(ActorIdConverter), typeof(ReasonCodeConverter), typeof(AccountIdConverter),
        typeof(TransferIdConverter), typeof(UInt128Converter), typeof(UInt64Converter), typeof(TransferConverter),
    ])]
[JsonSerializable(typeof(BookOpened))]
[JsonSerializable(typeof(PeriodDefined))]
[JsonSerializable(typeof(PeriodMoved))]
[JsonSerializable(typeof(EntryProposed))]
[JsonSerializable(typeof(EntryDecided))]
[JsonSerializable(typeof(ExpiryRun))]
[JsonSerializable(typeof(LookRecord))]
[JsonSerializable(typeof(EvidenceDocument))]
[JsonSerializable(typeof(List<FiscalPeriod>))]
[JsonSerializable(typeof(List<ManualEntry>))]
internal sealed partial class CommandJson : JsonSerializerContext;
