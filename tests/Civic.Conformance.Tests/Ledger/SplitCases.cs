using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Civic.Ledger.Splits;

namespace Civic.Conformance.Ledger;

/// <summary>Split trees of other evaluators: the same postings and balances, or the same refusal. Each dialect that a case is known in is a case.</summary>
[Trait("Kind", "ledger")]
public class SplitCases
{
    private const string File = "ledger/splits.json";

    public static IEnumerable<object[]> Cases()
    {
        if (ConformanceCases.Find(File) is not { } path)
        {
            yield break;
        }

        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        foreach (var json in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            yield return [new OutsideCase(json.GetProperty("id").GetString()!, json), Dialect(json), ""];
            foreach (var other in json.TryGetProperty("also_in", out var others) ? others.EnumerateArray().ToArray() : [])
            {
                var differs = other.TryGetProperty("differs_there", out var there) ? there.GetRawText() : "";
                yield return [new OutsideCase(other.GetProperty("id").GetString()!, json), Dialect(other), differs];
            }
        }

        static string Dialect(JsonElement json) => json.GetProperty("dialect").GetString()!;
    }

    [CaseTheory(File)]
    [MemberData(nameof(Cases))]
    public void A_split_tree_gives_the_postings_and_balances_or_the_refusal(OutsideCase outside, string dialect, string differs)
    {
        ArgumentNullException.ThrowIfNull(outside);
        var json = outside.Json;
        var balances = Balances(json.GetProperty("balances"));
        var run = SplitRun.Evaluate(
            [.. json.GetProperty("statements").EnumerateArray().Select(SplitCaseTrees.Step)],
            balances,
            dialect switch { "numscript" => SplitDialect.Numscript, "ledger-machine" => SplitDialect.LedgerMachine, _ => throw new InvalidDataException(dialect) });

        var expect = differs is null or "" ? json.GetProperty("expect") : JsonSerializer.Deserialize<JsonElement>(differs);
        if (expect.TryGetProperty("error", out var error))
        {
            Assert.Equal(error.GetString(), JsonNamingPolicy.SnakeCaseLower.ConvertName(run.Failure?.Error.ToString() ?? "none"));
            Assert.Empty(run.Postings);
            return;
        }

        Assert.Null(run.Failure);
        Assert.Equal(expect.GetProperty("postings").EnumerateArray().Select(Posting).Where(p => !p.Amount.IsZero), run.Postings.Where(p => !p.Amount.IsZero));
        if (differs is null or "")
        {
            foreach (var (purse, amount) in Balances(json.GetProperty("balances_after")))
            {
                Assert.Equal((purse, amount), (purse, run.Balances.GetValueOrDefault(purse)));
            }

            Assert.Equal(Sum(balances), Sum(run.Balances));
        }
    }

    private static BigInteger Sum(IReadOnlyDictionary<SplitPurse, BigInteger> balances) => balances.Values.Aggregate(BigInteger.Zero, (a, b) => a + b);

    private static Dictionary<SplitPurse, BigInteger> Balances(JsonElement balances)
    {
        var read = new Dictionary<SplitPurse, BigInteger>();
        foreach (var json in balances.EnumerateArray())
        {
            var purse = new SplitPurse(json.GetProperty("account").GetString()!, json.GetProperty("currency").GetString()!, SplitCaseTrees.Fund(json));
            read[purse] = read.GetValueOrDefault(purse) + Amount(json);
        }

        return read;
    }

    private static SplitPosting Posting(JsonElement json) => new(
        json.GetProperty("from").GetString()!, json.GetProperty("to").GetString()!, json.GetProperty("currency").GetString()!, SplitCaseTrees.Fund(json), Amount(json));

    private static BigInteger Amount(JsonElement json) => BigInteger.Parse(json.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture);
}
