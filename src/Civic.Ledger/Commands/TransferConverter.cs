using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Civic.Ledger;

/// <summary>A transfer as a JSON object, so that an auditor can read a manual entry in the journal without this program. Fields that are 0 are left
/// out.</summary>
internal sealed class TransferConverter : JsonConverter<Transfer>
{
    public override void Write(Utf8JsonWriter writer, Transfer value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Put(writer, "id", value.Id.Value);
        Put(writer, "debitAccountId", value.DebitAccountId.Value);
        Put(writer, "creditAccountId", value.CreditAccountId.Value);
        Put(writer, "amount", value.Amount);
        Put(writer, "pendingId", value.PendingId.Value);
        Put(writer, "userData128", value.UserData128);
        Put(writer, "userData64", value.UserData64);
        Put(writer, "timestamp", value.Timestamp);
        Put(writer, "userData32", value.UserData32);
        Put(writer, "timeout", value.Timeout);
        Put(writer, "ledger", value.Ledger);
        if (value.AccountingDay != 0)
            writer.WriteNumber("accountingDay", value.AccountingDay);
        Put(writer, "code", value.Code);
        Put(writer, "flags", (ushort)value.Flags);
        writer.WriteEndObject();
    }

    public override Transfer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var transfer = default(Transfer);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            transfer = With(transfer, name, reader);
        }

        return transfer;
    }

    private static Transfer With(Transfer transfer, string? name, in Utf8JsonReader value) => name switch
    {
        "id" => transfer with { Id = new(Number(value)) },
        "debitAccountId" => transfer with { DebitAccountId = new(Number(value)) },
        "creditAccountId" => transfer with { CreditAccountId = new(Number(value)) },
        "amount" => transfer with { Amount = Number(value) },
        "pendingId" => transfer with { PendingId = new(Number(value)) },
        "userData128" => transfer with { UserData128 = Number(value) },
        "userData64" => transfer with { UserData64 = (ulong)Number(value) },
        "timestamp" => transfer with { Timestamp = (ulong)Number(value) },
        "userData32" => transfer with { UserData32 = (uint)Number(value) },
        "timeout" => transfer with { Timeout = (uint)Number(value) },
        "ledger" => transfer with { Ledger = (uint)Number(value) },
        "accountingDay" => transfer with { AccountingDay = value.GetInt32() },
        "code" => transfer with { Code = (ushort)Number(value) },
        "flags" => transfer with { Flags = (TransferFlags)(ushort)Number(value) },
        _ => throw new JsonException($"A transfer has no field '{name}'."),
    };

    private static void Put(Utf8JsonWriter writer, string name, UInt128 value)
    {
        if (value != 0)
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static UInt128 Number(in Utf8JsonReader value) =>
        UInt128.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonException("A number of a transfer is written in decimal digits.");
}
