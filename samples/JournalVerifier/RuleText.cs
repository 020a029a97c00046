using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static Civic.Samples.JournalVerifier.CanonicalJson;
using static Civic.Samples.JournalVerifier.JournalBytes;

namespace Civic.Samples.JournalVerifier;

/// <summary>What a rule takes off an amount: a share of it, a fixed amount, or (both null) one that is stated with each charge.</summary>
internal sealed record Taking(string? From, string Name, string Payee, Ratio? Share, long? Fixed, long TruncateTo)
{
    public bool IsStated => Share is null && Fixed is null;
}

/// <summary>A rule as its canonical text says it: docs/settlement.md, "The rule".</summary>
internal sealed record RuleText(
    string Id, long Version, string Hash, DateOnly FirstDay, DateOnly? LastDay, string Currency,
    IReadOnlyList<Taking> Before, IReadOnlyList<string> Parties, IReadOnlyList<Ratio> Shares,
    IReadOnlyList<Taking> Withheld, string Policy, string? Residual, long TruncateTo, string? Rest)
{
    /// <exception cref="InvalidDataException">The text is not a rule in canonical form.</exception>
    public static RuleText Read(byte[] text)
    {
        Need(text.Length <= 256 * 1024, "a rule is longer than 256 KiB");
        var json = Parse(text);
        Fields(json, "id", "version", "from", "to?", "basis", "split");
        var split = json.GetProperty("split");
        Fields(split, "currency", "after?", "give", "withhold?", "rounding");
        var rounding = split.GetProperty("rounding");
        Fields(rounding, "policy", "residual?", "truncate?", "rest?");
        DateOnly? last = json.TryGetProperty("to", out _) ? Day(json, "to") : null;
        var gives = Items(split, "give");
        foreach (var give in gives)
        {
            Fields(give, "party", "share");
        }

        var rule = new RuleText(
            Name(json, "id"), json.GetProperty("version").GetInt32(), Convert.ToHexStringLower(SHA256.HashData(text)),
            Day(json, "from"), last, String(split, "currency"),
            [.. Items(split, "after").Select(item => Take(item, null))], [.. gives.Select(give => Name(give, "party"))], SharesOf(gives),
            [.. Items(split, "withhold").Select(item => Take(item, "party"))], String(rounding, "policy"), Optional(rounding, "residual"),
            rounding.TryGetProperty("truncate", out var cut) ? cut.GetInt64() : 1, Optional(rounding, "rest"));
        Name(json, "basis", 2000);
        rule.Check(rounding);
        return rule;
    }

    public bool IsInForce(DateOnly day) => day >= FirstDay && (LastDay is null || day <= LastDay);

    private void Check(JsonElement rounding)
    {
        var takings = Before.Concat(Withheld).ToList();
        Need(Version >= 1 && (LastDay is null || LastDay >= FirstDay), "a rule's version or days are none");
        Need(Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper), "a rule's currency is none");
        Need(Parties.Count is > 0 and <= 100 && Parties.Distinct().Count() == Parties.Count, "a rule names a party twice, or none");
        Need(takings.Count <= 100 && takings.DistinctBy(t => t.Name).Count() == takings.Count, "a rule names a deduction twice");
        Need(Withheld.All(w => Parties.Contains(w.From)), "a rule withholds from a party that has no share");
        Need(Policy is "written-order" or "largest-remainder" or "residual" or "carried", "a rule's rounding is not known");
        Need((Policy == "residual") == (Residual is not null) && (Residual is null || Parties.Contains(Residual)), "a rule's residual party is none");
        Need((Rest is not null) == rounding.TryGetProperty("truncate", out _) && TruncateTo >= 1, "a rule's truncation is none");
        Need(Rest is null || (Parties.Contains(Rest) && Policy != "carried"), "a rule's truncation is none");
    }

    private static List<Ratio> SharesOf(List<JsonElement> gives)
    {
        var given = gives.Where(give => String(give, "share") != "rest").Select(give => Share(give)).Aggregate(Ratio.Zero, (sum, share) => sum + share);
        var rests = gives.Count(give => String(give, "share") == "rest");
        var rest = Ratio.One - given;
        Need(rests == 0 ? rest == Ratio.Zero : rests == 1 && rest.Above.Sign > 0, "a rule's shares do not add to 1");
        return [.. gives.Select(give => String(give, "share") == "rest" ? rest : Share(give))];

        static Ratio Share(JsonElement give) => Part(give) is { Above.Sign: > 0 } share
            ? share
            : throw new InvalidDataException("a rule gives a share of nothing");
    }

    private static Taking Take(JsonElement json, string? from)
    {
        Fields(json, from is null ? ["name", "payee", "share?", "fixed?", "truncate?"] : ["party", "name", "payee", "share?", "fixed?", "truncate?"]);
        var share = json.TryGetProperty("share", out _) ? Part(json) : null;
        long? units = json.TryGetProperty("fixed", out var whole) ? whole.GetInt64() : null;
        var cut = json.TryGetProperty("truncate", out var to) ? to.GetInt64() : 0;
        Need((share is null || units is null) && units is null or >= 0 && cut is 0 or > 1, "a rule's deduction is none");
        return new(from is null ? null : Name(json, from), Name(json, "name"), Name(json, "payee"), share, units, Math.Max(cut, 1));
    }

    private static Ratio Part(JsonElement json)
    {
        var text = String(json, "share");
        var share = Ratio.Parse(text);
        Need(text.Length <= 40 && share.Above.Sign >= 0 && share.Above <= share.Below, "a rule's share is not one of 0 to 1");
        return share;
    }

    /// <summary>The items of a list that is left out when it is empty.</summary>
    private static List<JsonElement> Items(JsonElement json, string name)
    {
        var isThere = json.TryGetProperty(name, out var list);
        Need(!isThere || list.GetArrayLength() is > 0 and <= 100, "a rule's list is empty or too long");
        return isThere ? [.. list.EnumerateArray()] : [];
    }

    private static string? Optional(JsonElement json, string name) => json.TryGetProperty(name, out _) ? Name(json, name) : null;

    private static string Name(JsonElement json, string name, int longest = 100)
    {
        var text = String(json, name);
        Need(text.Length > 0 && text.Length <= longest && !text.EnumerateRunes().Any(Rune.IsControl), "a rule's text is empty, too long or not printable");
        return text;
    }
}
