using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Civic.Ledger;
using Civic.Ledger.Splits;

namespace Civic.Conformance.Ledger;

/// <summary>Reads the split trees of the cases.</summary>
internal static class SplitCaseTrees
{
    public static SplitStep Step(JsonElement json)
    {
        var currency = json.GetProperty("currency").GetString()!;
        var amount = json.GetProperty("amount");
        var all = amount.ValueKind == JsonValueKind.String && amount.GetString() == "all";
        switch (json.GetProperty("do").GetString())
        {
            case "set_aside":
                var purse = new SplitPurse(json.GetProperty("account").GetString()!, currency, Fund(json));
                return all ? SplitStep.SetAsideAll(purse) : SplitStep.SetAside(purse, Number(amount));
            case "send":
                var (source, destination) = (Source(json.GetProperty("source")), Destination(json.GetProperty("destination")));
                return all ? SplitStep.SendAll(currency, source, destination) : SplitStep.Send(currency, Number(amount), source, destination);
            case var other:
                throw new InvalidDataException(other);
        }
    }

    public static string Fund(JsonElement json) => json.TryGetProperty("fund", out var fund) ? fund.GetString()! : "";

    private static Source Source(JsonElement json) =>
        json.TryGetProperty("account", out var account) ? Civic.Ledger.Splits.Source.Account(account.GetString()!, Overdraft(json), Fund(json))
        : json.TryGetProperty("ordered", out var ordered) ? Civic.Ledger.Splits.Source.Ordered([.. ordered.EnumerateArray().Select(Source)])
        : json.TryGetProperty("one_of", out var choice) ? Civic.Ledger.Splits.Source.OneOf([.. choice.EnumerateArray().Select(Source)])
        : json.TryGetProperty("max", out var max) ? Civic.Ledger.Splits.Source.AtMost(Number(max), Source(json.GetProperty("from")))
        : json.TryGetProperty("split", out var split)
            ? Civic.Ledger.Splits.Source.Split([.. split.EnumerateArray().Select(p => new SourcePart(Portion(p), Source(p.GetProperty("from"))))])
        : throw new InvalidDataException(json.GetRawText());

    private static Overdraft Overdraft(JsonElement json) =>
        !json.TryGetProperty("overdraft", out var overdraft) ? default
        : overdraft.ValueKind == JsonValueKind.Object ? Civic.Ledger.Splits.Overdraft.UpTo(Number(overdraft.GetProperty("up_to")))
        : overdraft.GetString() == "unbounded" ? Civic.Ledger.Splits.Overdraft.Unbounded
        : throw new InvalidDataException(json.GetRawText());

    private static Destination Destination(JsonElement json) =>
        json.ValueKind == JsonValueKind.String && json.GetString() == "kept" ? Civic.Ledger.Splits.Destination.Kept
        : json.TryGetProperty("account", out var account) ? Civic.Ledger.Splits.Destination.Account(account.GetString()!)
        : json.TryGetProperty("ordered", out var ordered)
            ? Civic.Ledger.Splits.Destination.Ordered(Clauses(ordered), Destination(json.GetProperty("remaining")))
        : json.TryGetProperty("one_of", out var choice)
            ? Civic.Ledger.Splits.Destination.OneOf(Clauses(choice), Destination(json.GetProperty("remaining")))
        : json.TryGetProperty("split", out var split)
            ? Civic.Ledger.Splits.Destination.Split([.. split.EnumerateArray().Select(p => new DestinationPart(Portion(p), Destination(p.GetProperty("to"))))])
        : throw new InvalidDataException(json.GetRawText());

    private static DestinationClause[] Clauses(JsonElement json) =>
        [.. json.EnumerateArray().Select(c => new DestinationClause(Number(c.GetProperty("max")), Destination(c.GetProperty("to"))))];

    private static Portion Portion(JsonElement part) => part.GetProperty("share").GetString() is "remaining"
        ? Civic.Ledger.Splits.Portion.Remaining
        : Share.Parse(part.GetProperty("share").GetString()!);

    private static BigInteger Number(JsonElement json) =>
        BigInteger.Parse(json.ValueKind == JsonValueKind.Number ? json.GetRawText() : json.GetString()!, CultureInfo.InvariantCulture);
}
