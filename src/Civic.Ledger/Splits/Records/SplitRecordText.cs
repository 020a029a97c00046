using System.Buffers;
using System.Text.Json;
using NodaTime.Text;

namespace Civic.Ledger;

/// <summary>The canonical text of records, and their repetition from the inputs that the text states.</summary>
internal static class SplitRecordText
{
    private const int MostLines = 3 * RevenueSplit.MostParties;
    private static readonly JsonNamingPolicy Words = JsonNamingPolicy.KebabCaseLower;

    public static byte[] Write(SplitRecord record) => Write(json =>
    {
        json.WriteString("record", "split");
        json.WriteStartObject("rule");
        json.WriteString("id", record.Rule.Id);
        json.WriteNumber("version", record.Rule.Version);
        json.WriteString("hash", record.Rule.Hash);
        json.WriteEndObject();
        json.WriteString("day", LocalDatePattern.Iso.Format(record.Day));
        WriteAmount(json, record.Result.Amount);
        json.WriteStartObject("stated");
        foreach (var (name, units) in record.Stated)
        {
            json.WriteNumber(name, units);
        }

        json.WriteEndObject();
        WriteCarried(json, "carriedBefore", record.CarriedBefore);
        json.WriteString("outcome", record.Result.IsSplit ? "split" : Words.ConvertName(record.Result.Problem.ToString()));
        json.WriteNumber("net", record.Result.Net.Units);
        WriteLines(json, record.Result.Lines);
        WriteCarried(json, "carriedAfter", record.Result.CarriedAfter);
    });

    public static byte[] Write(RefundRecord record) => Write(json =>
    {
        json.WriteString("record", "refund");
        json.WriteString("of", record.Original.RecalculationHash);
        json.WriteString("day", LocalDatePattern.Iso.Format(record.Day));
        WriteAmount(json, record.Result.Amount);
        WriteUnits(json, "before", record.Before.GivenBack);
        json.WriteString("outcome", record.Result.IsRefunded ? "refunded" : Words.ConvertName(record.Result.Problem.ToString()));
        WriteLines(json, record.Result.Lines);
        WriteUnits(json, "after", record.Result.After.GivenBack);
    });

    public static SplitRecord Repeat(ReadOnlyMemory<byte> text, SplitRule rule) => JsonFields.Read(text, root =>
    {
        root.Only("record", "rule", "day", "amount", "stated", "carriedBefore", "outcome", "net", "lines", "carriedAfter");
        Same(root.At("record"), "split");
        var of = root.At("rule").Only("id", "version", "hash");
        Same(of.At("id"), rule.Id);
        Same(of.At("hash"), rule.Hash);
        var amount = ReadAmount(root.At("amount"));
        var day = root.At("day").Date();
        var stated = root.At("stated").Members(MostLines).ToDictionary(m => m.Name, m => m.Value.Whole(0));
        var carried = root.At("carriedBefore").Items(RevenueSplit.MostParties).Select(ReadCarried).ToArray();
        return root.Checked(() => rule.Apply(day, amount, stated, new CarriedRemainders(carried)));
    });

    public static RefundRecord Repeat(ReadOnlyMemory<byte> text, SplitRecord original) => JsonFields.Read(text, root =>
    {
        root.Only("record", "of", "day", "amount", "before", "outcome", "lines", "after");
        Same(root.At("record"), "refund");
        Same(root.At("of"), original.RecalculationHash);
        var (day, amount) = (root.At("day").Date(), ReadAmount(root.At("amount")));
        var before = root.At("before").Items(MostLines).Select(units => units.Whole(0)).ToArray();
        return root.Checked(() => RefundRecord.Make(original, before, day, amount));
    });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteAmount(Utf8JsonWriter json, Money amount)
    {
        json.WriteStartObject("amount");
        json.WriteNumber("units", amount.Units);
        json.WriteString("currency", amount.Currency.Code);
        json.WriteEndObject();
    }

    private static Money ReadAmount(JsonFields json)
    {
        json.Only("units", "currency");
        return json.At("currency").Currency().Of(json.At("units").Whole(long.MinValue));
    }

    private static void WriteCarried(Utf8JsonWriter json, string name, CarriedRemainders carried)
    {
        json.WriteStartArray(name);
        foreach (var (party, owed) in carried.Parties)
        {
            json.WriteStartObject();
            json.WriteString("party", party);
            json.WriteString("owed", owed.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static KeyValuePair<string, Fraction> ReadCarried(JsonFields json)
    {
        json.Only("party", "owed");
        return KeyValuePair.Create(json.At("party").Text(SplitText.LongestName), json.At("owed").Fraction());
    }

    private static void WriteUnits(Utf8JsonWriter json, string name, IReadOnlyList<long> figures)
    {
        json.WriteStartArray(name);
        foreach (var units in figures)
        {
            json.WriteNumberValue(units);
        }

        json.WriteEndArray();
    }

    private static void WriteLines(Utf8JsonWriter json, IReadOnlyList<SplitLine> lines)
    {
        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("kind", Words.ConvertName(line.Kind.ToString()));
            json.WriteString("name", line.Name);
            json.WriteString("party", line.Party);
            if (line.From is { } from)
            {
                json.WriteString("from", from);
            }

            json.WriteNumber("amount", line.Amount.Units);
            json.WriteString("exact", line.Exact.ToString());
            json.WriteString("carried", line.Carried.ToString());
            json.WriteNumber("floor", line.Floor);
            json.WriteNumber("odd", line.OddUnits);
            json.WriteString("reason", Words.ConvertName(line.Reason.ToString()));
            json.WriteNumber("moved", line.Moved);
            json.WriteNumber("withheld", line.Withheld);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Same(JsonFields field, string expected)
    {
        if (field.Text(SplitText.LongestName) != expected)
        {
            throw field.Wrong($"It should be '{expected}'.");
        }
    }
}
