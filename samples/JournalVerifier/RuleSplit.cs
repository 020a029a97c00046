using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using static Civic.Samples.JournalVerifier.JournalBytes;

namespace Civic.Samples.JournalVerifier;

/// <summary>A line of a split or refund.</summary>
internal sealed record SplitPart(string Kind, string Name, string Party, string? From, BigInteger Amount, Part Part, BigInteger Moved, BigInteger Withheld);

/// <summary>An amount split by a rule, or given back in part, with the hash of its record: docs/settlement.md, "The records".</summary>
internal sealed record RuleSplit(BigInteger Net, IReadOnlyList<SplitPart> Lines, string Hash)
{
    /// <exception cref="InvalidDataException">The rule does not split this amount.</exception>
    public static RuleSplit Of(
        RuleText rule,
        DateOnly day,
        string currency,
        long gross,
        IReadOnlyDictionary<string, long> stated,
        IReadOnlyList<(string Party, Ratio Owed)> carried)
    {
        Need(rule.Currency == currency && gross >= 0, "the rule does not split this amount");
        var owed = carried.Select(c => c.Owed).ToList();
        var isCarried = rule.Policy == "carried" && carried.Select(c => c.Party).SequenceEqual(rule.Parties)
            && owed.Aggregate(Ratio.Zero, (sum, one) => sum + one) == Ratio.Zero && owed.TrueForAll(IsBelowOne);
        Need(carried.Count == 0 || isCarried, "what was carried does not fit the rule");
        var before = rule.Before.Select(taking => Take(taking, gross, stated)).ToList();
        var net = before.Aggregate(new BigInteger(gross), (left, line) => Positive(left - line.Amount));
        var parts = Part.Share(rule, net, isCarried ? owed : [.. rule.Shares.Select(_ => Ratio.Zero)]);
        var moved = Cut(rule, parts);
        var withheld = rule.Withheld.Select(taking => Take(taking, At(taking), stated)).ToList();
        BigInteger Of(int i) => withheld.Where(line => line.From == rule.Parties[i]).Aggregate(BigInteger.Zero, (sum, line) => sum + line.Amount);
        BigInteger At(Taking taking) => rule.Parties.ToList().IndexOf(taking.From!) is var i ? parts[i].Units + moved[i] : 0;
        SplitPart[] lines =
        [
            .. before,
            .. parts.Select((part, i) => new SplitPart("Share", rule.Parties[i], rule.Parties[i], null, Positive(part.Units + moved[i] - Of(i)), part, moved[i], Of(i))),
            .. withheld,
        ];
        var used = rule.Before.Concat(rule.Withheld).Where(taking => taking.IsStated).Select(taking => taking.Name).ToHashSet();
        var after = rule.Policy == "carried" ? parts.Select((part, i) => (rule.Parties[i], part.Owed)) : [];
        var hash = HashOf(json =>
        {
            json.WriteString("record", "split");
            json.WriteStartObject("rule");
            json.WriteString("id", rule.Id);
            json.WriteNumber("version", rule.Version);
            json.WriteString("hash", rule.Hash);
            json.WriteEndObject();
            WriteDayAndAmount(json, day, gross, currency);
            json.WriteStartObject("stated");
            foreach (var (name, units) in stated.Where(s => used.Contains(s.Key)).OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(name, units);
            }

            json.WriteEndObject();
            WriteCarried(json, "carriedBefore", carried);
            json.WriteString("outcome", "split");
            json.WriteNumber("net", (long)net);
            WriteLines(json, lines);
            WriteCarried(json, "carriedAfter", after);
        });
        return new(net, lines, hash);
    }

    /// <summary>Part of the amount given back: each line its proportion, earliest due first.</summary>
    /// <exception cref="InvalidDataException">The split does not leave so much to give back.</exception>
    public RuleSplit GiveBack(DateOnly day, string currency, long amount, IReadOnlyList<long> before)
    {
        var gross = Lines.Aggregate(BigInteger.Zero, (sum, line) => sum + line.Amount);
        var given = before.Aggregate(BigInteger.Zero, (sum, units) => sum + units);
        Need(before.Count == Lines.Count && before.Zip(Lines).All(b => b.First >= 0 && b.First <= b.Second.Amount), "what was given back before cannot be");
        var shares = Lines.Select(line => gross.IsZero ? Ratio.Zero : new Ratio(line.Amount, gross)).ToList();
        var lag = shares.Select((share, i) => (share * new Ratio(given)) - new Ratio(before[i])).ToList();
        Need(lag.TrueForAll(IsBelowOne), "what was given back before cannot be");
        Need(amount >= 0 && given + amount <= gross, "the charge does not leave so much to refund");
        var parts = gross.IsZero ? [.. Lines.Select(_ => Part.Nothing)] : Part.Carry(shares, amount, lag);
        SplitPart[] lines = [.. Lines.Select((line, i) => line with { Amount = parts[i].Units, Part = parts[i], Moved = 0, Withheld = 0 })];
        var hash = HashOf(json =>
        {
            json.WriteString("record", "refund");
            json.WriteString("of", Hash);
            WriteDayAndAmount(json, day, amount, currency);
            WriteUnits(json, "before", before);
            json.WriteString("outcome", "refunded");
            WriteLines(json, lines);
            WriteUnits(json, "after", before.Select((units, i) => units + (long)parts[i].Units));
        });
        return new(Net, lines, hash);
    }

    private static SplitPart Take(Taking taking, BigInteger amount, IReadOnlyDictionary<string, long> stated)
    {
        var units = taking.Fixed ?? (taking.IsStated ? stated.GetValueOrDefault(taking.Name, -1) : 0);
        Need(units >= 0, "an amount that the rule needs is not stated");
        var exact = taking.Share is { } share ? share * new Ratio(amount) : new Ratio(units);
        var cut = exact.Floor % taking.TruncateTo;
        var kind = taking.From is null ? "Deduction" : "Withholding";
        return new(kind, taking.Name, taking.Payee, taking.From, exact.Floor - cut, new(exact, Ratio.Zero, exact.Floor, 0, "None"), -cut, 0);
    }

    /// <summary>What is cut off to whole tens or the like goes to one party.</summary>
    private static BigInteger[] Cut(RuleText rule, Part[] parts)
    {
        BigInteger[] moved = [.. parts.Select((part, i) => rule.Rest is null || rule.Parties[i] == rule.Rest ? 0 : -(part.Units % rule.TruncateTo))];
        var cut = moved.Aggregate(BigInteger.Zero, (sum, one) => sum + one);
        return [.. moved.Select((one, i) => rule.Parties[i] == rule.Rest ? -cut : one)];
    }

    private static BigInteger Positive(BigInteger amount) => amount.Sign >= 0 ? amount : throw new InvalidDataException("more is taken off than there is");

    private static bool IsBelowOne(Ratio owed) => BigInteger.Abs(owed.Above) < owed.Below;

    private static string HashOf(Action<Utf8JsonWriter> fields) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        fields(json);
        json.WriteEndObject();
    })));

    private static void WriteDayAndAmount(Utf8JsonWriter json, DateOnly day, long units, string currency)
    {
        json.WriteString("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartObject("amount");
        json.WriteNumber("units", units);
        json.WriteString("currency", currency);
        json.WriteEndObject();
    }

    private static void WriteCarried(Utf8JsonWriter json, string name, IEnumerable<(string Party, Ratio Owed)> carried)
    {
        json.WriteStartArray(name);
        foreach (var (party, owed) in carried)
        {
            json.WriteStartObject();
            json.WriteString("party", party);
            json.WriteString("owed", $"{owed}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUnits(Utf8JsonWriter json, string name, IEnumerable<long> figures)
    {
        json.WriteStartArray(name);
        foreach (var units in figures)
        {
            json.WriteNumberValue(units);
        }

        json.WriteEndArray();
    }

    private static void WriteLines(Utf8JsonWriter json, SplitPart[] lines)
    {
        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(line.Kind));
            json.WriteString("name", line.Name);
            json.WriteString("party", line.Party);
            if (line.From is not null)
            {
                json.WriteString("from", line.From);
            }

            json.WriteNumber("amount", (long)line.Amount);
            json.WriteString("exact", $"{line.Part.Exact}");
            json.WriteString("carried", $"{line.Part.Carried}");
            json.WriteNumber("floor", (long)line.Part.Floor);
            json.WriteNumber("odd", (long)line.Part.Odd);
            json.WriteString("reason", JsonNamingPolicy.KebabCaseLower.ConvertName(line.Part.Reason));
            json.WriteNumber("moved", (long)line.Moved);
            json.WriteNumber("withheld", (long)line.Withheld);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
