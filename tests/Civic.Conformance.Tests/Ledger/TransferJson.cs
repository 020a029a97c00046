using System.Globalization;
using System.Text.Json;
using Civic.Ledger;

namespace Civic.Conformance.Ledger;

/// <summary>Accounts, transfers and filters as the cases write them: numbers as decimal strings or as numbers, what is omitted is 0.</summary>
internal static class TransferJson
{
    private const ushort BitWithoutName = 1 << 14;

    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public static UInt128 Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Number(value) : 0;

    public static UInt128 Number(JsonElement value) => UInt128.Parse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);

    public static Account Account(JsonElement json) => new()
    {
        Id = new(Number(json, "id")),
        DebitsPending = Number(json, "debits_pending"),
        DebitsPosted = Number(json, "debits_posted"),
        CreditsPending = Number(json, "credits_pending"),
        CreditsPosted = Number(json, "credits_posted"),
        UserData128 = Number(json, "user_data_128"),
        UserData64 = (ulong)Number(json, "user_data_64"),
        UserData32 = (uint)Number(json, "user_data_32"),
        Reserved = Reserved(json),
        Ledger = (uint)Number(json, "ledger"),
        Code = (ushort)Number(json, "code"),
        Timestamp = (ulong)Number(json, "timestamp"),
        Flags = (AccountFlags)Flags(json, AccountFlag),
    };

    public static Transfer Transfer(JsonElement json) => new()
    {
        Id = new(Number(json, "id")),
        DebitAccountId = new(Number(json, "debit_account_id")),
        CreditAccountId = new(Number(json, "credit_account_id")),
        Amount = Number(json, "amount"),
        PendingId = new(Number(json, "pending_id")),
        UserData128 = Number(json, "user_data_128"),
        UserData64 = (ulong)Number(json, "user_data_64"),
        UserData32 = (uint)Number(json, "user_data_32"),
        Timeout = (uint)Number(json, "timeout"),
        Ledger = (uint)Number(json, "ledger"),
        Code = (ushort)Number(json, "code"),
        Timestamp = (ulong)Number(json, "timestamp"),
        Flags = (TransferFlags)Flags(json, TransferFlag),
    };

    public static AccountFilter AccountFilter(JsonElement json, Func<string, ulong> timeOf) => new(new AccountId(Number(json, "account_id")))
    {
        UserData128 = Number(json, "user_data_128"),
        UserData64 = (ulong)Number(json, "user_data_64"),
        UserData32 = (uint)Number(json, "user_data_32"),
        Code = (ushort)Number(json, "code"),
        TimestampMin = Time(json, "timestamp_min", "from_transfer", timeOf),
        TimestampMax = Time(json, "timestamp_max", "to_transfer", timeOf),
        Limit = Limit(json),
        Debits = Is(json, "debits"),
        Credits = Is(json, "credits"),
        NewestFirst = Is(json, "newest_first") || Is(json, "reversed"),
    };

    public static QueryFilter QueryFilter(JsonElement json, Func<string, ulong> timeOf) => new()
    {
        UserData128 = Number(json, "user_data_128"),
        UserData64 = (ulong)Number(json, "user_data_64"),
        UserData32 = (uint)Number(json, "user_data_32"),
        Ledger = (uint)Number(json, "ledger"),
        Code = (ushort)Number(json, "code"),
        TimestampMin = Time(json, "timestamp_min", "from_transfer", timeOf),
        TimestampMax = Time(json, "timestamp_max", "to_transfer", timeOf),
        Limit = Limit(json),
        NewestFirst = Is(json, "newest_first") || Is(json, "reversed"),
    };

    /// <summary>A code as the cases write it.</summary>
    public static string Code<T>(T code)
        where T : struct, Enum
    {
        var name = code.ToString();
        return string.Concat(name.Select((c, i) => i > 0 && IsStart(name, i) ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
    }

    private static bool IsStart(string name, int i) => char.IsUpper(name[i]) || (char.IsDigit(name[i]) && !char.IsDigit(name[i - 1]));

    private static bool Is(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static int Limit(JsonElement json) => json.TryGetProperty("limit", out var value) ? (int)Math.Min(int.MaxValue, (ulong)Number(value)) : 8_190;

    private static uint Reserved(JsonElement json) => !json.TryGetProperty("reserved", out var value) ? 0
        : value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => (uint)Number(value),
        };

    private static ulong Time(JsonElement json, string exact, string ofTransfer, Func<string, ulong> timeOf) =>
        Text(json, ofTransfer) is { } transfer ? timeOf(transfer) : (ulong)Number(json, exact);

    private static ushort Flags(JsonElement json, Func<string, ushort> flag) => !json.TryGetProperty("flags", out var flags) ? (ushort)0
        : flags.ValueKind != JsonValueKind.Array ? (ushort)Number(flags)
        : flags.EnumerateArray().Aggregate((ushort)0, (all, name) => (ushort)(all | flag(name.GetString()!)));

    private static ushort AccountFlag(string name) => Flag<AccountFlags>(name) is var flag and not 0 ? flag : BitWithoutName;

    private static ushort TransferFlag(string name) => name switch
    {
        "post_pending_transfer" => (ushort)TransferFlags.PostPending,
        "void_pending_transfer" => (ushort)TransferFlags.VoidPending,
        "approved" => BitWithoutName,
        _ => Flag<TransferFlags>(name) is var flag and not 0 ? flag : BitWithoutName,
    };

    private static ushort Flag<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var flag) ? Convert.ToUInt16(flag, CultureInfo.InvariantCulture) : (ushort)0;
}
