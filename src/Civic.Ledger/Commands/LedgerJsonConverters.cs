using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Civic.Ledger;

/// <summary>
/// How values are written in entries and evidence: days and instants as ISO 8601, identifiers and amounts as decimal digits in strings, because a JSON
/// number keeps only 53 bits with many readers.
/// </summary>
internal abstract class TextConverter<T> : JsonConverter<T>
{
    protected abstract string Write(T value);

    protected abstract T Read(string text);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Read(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is missing."));
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or InvalidOperationException or UnparsableValueException)
        {
            throw new JsonException($"This is no {typeof(T).Name}.", wrong);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Write(value));
}

internal sealed class LocalDateConverter : TextConverter<LocalDate>
{
    protected override string Write(LocalDate value) => LocalDatePattern.Iso.Format(value);

    protected override LocalDate Read(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();
}

internal sealed class InstantConverter : TextConverter<Instant>
{
    protected override string Write(Instant value) => InstantPattern.ExtendedIso.Format(value);

    protected override Instant Read(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();
}

internal sealed class ActorIdConverter : TextConverter<ActorId>
{
    protected override string Write(ActorId value) => value.ToString();

    protected override ActorId Read(string text) => new(ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
}

internal sealed class ReasonCodeConverter : TextConverter<ReasonCode>
{
    protected override string Write(ReasonCode value) => value.ToString();

    protected override ReasonCode Read(string text) => new(ushort.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
}

internal sealed class AccountIdConverter : TextConverter<AccountId>
{
    protected override string Write(AccountId value) => value.ToString();

    protected override AccountId Read(string text) => new(UInt128.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
}

internal sealed class TransferIdConverter : TextConverter<TransferId>
{
    protected override string Write(TransferId value) => value.ToString();

    protected override TransferId Read(string text) => new(UInt128.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
}

internal sealed class UInt128Converter : TextConverter<UInt128>
{
    protected override string Write(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);

    protected override UInt128 Read(string text) => UInt128.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

internal sealed class UInt64Converter : TextConverter<ulong>
{
    protected override string Write(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    protected override ulong Read(string text) => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
