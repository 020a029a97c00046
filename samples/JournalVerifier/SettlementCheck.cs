using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using static Civic.Samples.JournalVerifier.CanonicalJson;
using static Civic.Samples.JournalVerifier.JournalBytes;

namespace Civic.Samples.JournalVerifier;

/// <summary>Recalculates a settlement statement from its own bytes and the texts of the rules: written from docs/settlement.md.</summary>
public sealed class SettlementCheck
{
    private static readonly string[] SumNames = ["charges", "withheld", "refunds", "debts", "payouts", "other", "movement"];
    private readonly Dictionary<string, long> _sums = SumNames.ToDictionary(name => name, _ => 0L);
    private readonly Dictionary<(string Id, long Version), RuleText> _rules = [];
    private string _currency = "";
    private (DateOnly First, DateOnly Last) _period;

    /// <summary>How many lines were recalculated by their rule.</summary>
    public int Recalculated { get; private set; }

    /// <summary>How many lines are other entries of the book, of which a statement says only what they were.</summary>
    public int Stated { get; private set; }

    /// <summary>The line where something is wrong, from 1, or 0 for the statement itself.</summary>
    public int Line { get; private set; }

    /// <summary>Checks everything.</summary>
    /// <param name="statement">The bytes of the statement.</param>
    /// <param name="rules">The texts of the rules that it names.</param>
    /// <returns>What is wrong, or null when nothing is.</returns>
    public string? Run(byte[] statement, IEnumerable<byte[]> rules)
    {
        try
        {
            Need(statement.Length > 76 && statement[^1] == '\n', "the bytes are not a statement");
            var json = Parse(statement[..^1]);
            Fields(json, "format", "account", "currency", "period", "firstDay", "lastDay", "opening", "rules", "lines", "totals", "hash");
            Need(String(json, "hash") == Convert.ToHexStringLower(SHA256.HashData(statement.AsSpan()[..^76])), "the hash is not that of the bytes before it");
            Check(json, [.. rules.Select(RuleText.Read)]);
            return null;
        }
        catch (InvalidDataException wrong)
        {
            return wrong.Message;
        }
        catch (Exception e) when (IsWrongForm(e))
        {
            return "it is not written as a statement is";
        }
    }

    private void Check(JsonElement json, IReadOnlyList<RuleText> rules)
    {
        Need(String(json, "format") == "civic-statement/1", "it is no statement of version 1");
        var account = String(json, "account");
        Need($"{UInt128.Parse(account, NumberStyles.None, CultureInfo.InvariantCulture)}" == account, "the account is no number");
        (_currency, _period) = (String(json, "currency"), (Day(json, "firstDay"), Day(json, "lastDay")));
        String(json, "period");
        foreach (var named in json.GetProperty("rules").EnumerateArray())
        {
            Fields(named, "id", "version", "hash");
            var (id, version, hash) = (String(named, "id"), Whole(named, "version"), String(named, "hash"));
            _rules[(id, version)] = rules.FirstOrDefault(rule => rule.Hash == hash && rule.Id == id && rule.Version == version)
                ?? throw new InvalidDataException($"no text was given of the rule with hash {hash}");
        }

        foreach (var line in json.GetProperty("lines").EnumerateArray())
        {
            Line++;
            Fields(line, "kind", "day", "amount", "charge", "refund", "trace", "transfer", "code");
            var (kind, day) = (String(line, "kind"), Day(line, "day"));
            Need(day >= _period.First && day <= _period.Last, "the day lies outside the period");
            if (kind is "Charge" or "Refund")
            {
                Recalculate(line, day, kind == "Refund");
            }
            else
            {
                Take(line, kind);
            }
        }

        Line = 0;
        Total(json.GetProperty("totals"), Whole(json, "opening"));
    }

    private void Recalculate(JsonElement line, DateOnly day, bool isRefund)
    {
        var (charge, refund, trace) = (line.GetProperty("charge"), line.GetProperty("refund"), line.GetProperty("trace"));
        Fields(charge, "id", "rule", "version", "day", "reference", "gross", "net", "stated", "carried", "record");
        Need(isRefund || refund.ValueKind == JsonValueKind.Null, "a charge's line tells of a refund");
        var charged = Day(charge, "day");
        Need(isRefund ? charged <= day : charged == day, "the day is not that of what it follows from");
        var isNamed = _rules.TryGetValue((String(charge, "rule"), Whole(charge, "version")), out var rule);
        Need(isNamed && rule!.IsInForce(charged), "the rule is not named or was not in force");
        Id(charge);
        var stated = charge.GetProperty("stated").EnumerateObject().ToDictionary(field => field.Name, field => Whole(field.Value));
        var split = RuleSplit.Of(rule!, charged, _currency, Whole(charge, "gross"), stated, [.. charge.GetProperty("carried").EnumerateArray().Select(Carried)]);
        Need(split.Net == Whole(charge, "net") && split.Hash == String(charge, "record"), "the split of the charge comes to another record");
        var debt = 0L;
        if (isRefund)
        {
            Fields(refund, "id", "reference", "amount", "before", "record", "debt");
            Id(refund);
            debt = Whole(refund, "debt");
            split = split.GiveBack(day, _currency, Whole(refund, "amount"), [.. refund.GetProperty("before").EnumerateArray().Select(Whole)]);
            Need(split.Hash == String(refund, "record"), "the refund comes to another record");
        }

        var at = Whole(trace, "line");
        Need(at >= 0 && at < split.Lines.Count, "the split has no such line");
        var part = split.Lines[(int)at];
        Need(trace.GetRawText() == Trace((int)at, part), $"the part of '{part.Party}' comes to {part.Amount}, or to another trace");
        Need(debt >= 0 && debt <= part.Amount && Whole(line, "amount") == (isRefund ? debt - part.Amount : part.Amount), "the amount does not follow from the part");
        Recalculated++;
        Add(isRefund ? "refunds" : "charges", Whole(line, "amount"));
        Add("movement", Whole(line, "amount"));
        Add(isRefund ? "debts" : "withheld", isRefund ? debt : (long)part.Withheld);
    }

    /// <summary>A line of the book's other entries: their amounts are the book's word.</summary>
    private void Take(JsonElement line, string kind)
    {
        Need(kind is "Payout" or "PayoutReturned" or "Other", "the kind is not known");
        Need(IsNull(line, "charge") && IsNull(line, "refund") && IsNull(line, "trace"), "it tells of a charge, and is none");
        Need(String(line, "transfer").Length > 0 && Whole(line, "code") is >= int.MinValue and <= int.MaxValue, "it does not name its transfer");
        Stated++;
        Add(kind == "Other" ? "other" : "payouts", Whole(line, "amount"));
        Add("movement", Whole(line, "amount"));
    }

    private void Total(JsonElement totals, long opening)
    {
        string[] names = [.. SumNames, "payable"];
        long[] sums = [.. SumNames.Select(name => _sums[name]), checked(opening + _sums["movement"])];
        Fields(totals, names);
        Need(names.Zip(sums).All(sum => Whole(totals, sum.First) == sum.Second), "the totals are not the sums of the lines");
    }

    private void Add(string name, long units) => _sums[name] = checked(_sums[name] + units);

    private static (string Party, Ratio Owed) Carried(JsonElement json)
    {
        Fields(json, "party", "remainder");
        return (String(json, "party"), Ratio.Parse(String(json, "remainder")));
    }

    private static void Id(JsonElement json)
    {
        String(json, "reference");
        Need($"{Guid.ParseExact(String(json, "id"), "D")}" == String(json, "id"), "an identifier is not written in its one way");
    }

    private static string Trace(int at, SplitPart part) => System.Text.Encoding.ASCII.GetString(Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("line", $"{at}");
        json.WriteString("kind", part.Kind);
        json.WriteString("name", part.Name);
        json.WriteString("party", part.Party);
        json.WriteString("from", part.From);
        json.WriteString("amount", $"{part.Amount}");
        json.WriteString("exact", $"{part.Part.Exact}");
        json.WriteString("carried", $"{part.Part.Carried}");
        json.WriteString("floor", $"{part.Part.Floor}");
        json.WriteString("oddUnits", $"{part.Part.Odd}");
        json.WriteString("reason", part.Part.Reason);
        json.WriteString("moved", $"{part.Moved}");
        json.WriteString("withheld", $"{part.Withheld}");
        json.WriteEndObject();
    }));
}
