using System.Globalization;
using System.Text.Json;

namespace Civic.Ledger;

/// <summary>Finds the first place at which a record and its recalculation differ. Both are readable JSON by now.</summary>
internal static class RecordDifference
{
    public static string Find(ReadOnlyMemory<byte> recorded, ReadOnlyMemory<byte> again)
    {
        using var left = JsonDocument.Parse(recorded);
        using var right = JsonDocument.Parse(again);
        return Find(left.RootElement, right.RootElement, "$") ?? "$: The same content in another form: the record is not the canonical text.";
    }

    private static string? Find(JsonElement recorded, JsonElement again, string place)
    {
        if (recorded.ValueKind != again.ValueKind || recorded.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return JsonElement.DeepEquals(recorded, again) ? null : $"{place}: recorded {Shown(recorded)}, recalculated {Shown(again)}";
        }

        if (recorded.ValueKind == JsonValueKind.Array)
        {
            return recorded.GetArrayLength() != again.GetArrayLength()
                ? string.Create(CultureInfo.InvariantCulture, $"{place}: recorded {recorded.GetArrayLength()} items, recalculated {again.GetArrayLength()}")
                : recorded.EnumerateArray().Zip(again.EnumerateArray(), (left, right) => (left, right))
                    .Select((pair, i) => Find(pair.left, pair.right, $"{place}[{i}]")).FirstOrDefault(d => d is not null);
        }

        foreach (var field in again.EnumerateObject())
        {
            var at = $"{place}.{field.Name}";
            var difference = recorded.TryGetProperty(field.Name, out var value) ? Find(value, field.Value, at) : $"{at}: not recorded";
            if (difference is not null)
            {
                return difference;
            }
        }

        return recorded.EnumerateObject().Count() == again.EnumerateObject().Count() ? null : $"{place}: recorded fields that do not belong here";
    }

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: <= 60 } text ? text : "another value";
}
