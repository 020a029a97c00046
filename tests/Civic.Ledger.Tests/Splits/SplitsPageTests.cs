using NodaTime;

namespace Civic.Ledger.Tests.Splits;

/// <summary>The example of the page on splits: it compiles, it runs, and it is what the page shows.</summary>
public class SplitsPageTests
{
    [Fact]
    public void The_example_says_what_it_prints()
    {
        var printed = new List<string>();
        void Print(string line) => printed.Add(line);

        // <example>
        // The ordinance: 30 % to the owner, from July 2017 on 50 %, the rest to the district; card fees come off first.
        var split = RevenueSplit.Of(Currency.Krw).After(Deduction.Stated("card fee")).GiveRest("district").Round(Rounding.Carried);
        var july = new LocalDate(2017, 7, 1);
        var rules = SplitRules.Of(
            new SplitRule("shared-parking", 1, new LocalDate(2015, 1, 1), july.PlusDays(-1), "Ordinance, first version", split.Give("owner", 30.Percent())),
            new SplitRule("shared-parking", 2, july, null, "Ordinance as amended in July 2017", split.Give("owner", 50.Percent())));

        // A payment of 1,015 won with a fee of 10, on the first day of the new version.
        rules.TryInForce(july, out var rule);
        var record = rule!.Apply(july, Currency.Krw.Of(1015), new Dictionary<string, long> { ["card fee"] = 10 });
        foreach (var line in record.Result.Lines)
        {
            Print($"{line.Party}: {line.Amount} = {line.Floor} + {line.OddUnits} of {line.Exact}, {line.Reason}");
        }

        // Half of it is refunded; anybody who has the rule can calculate both records again.
        var refund = RefundRecord.Make(record, givenBack: null, july.PlusDays(3), Currency.Krw.Of(507));
        Print(string.Join(", ", refund.Result.Lines.Select(line => $"{line.Party} gives back {line.Amount}")));
        var again = SplitRecord.Recalculate(record.Canonical, rule);
        Print($"{again.IsSame} {RefundRecord.Recalculate(refund.Canonical, again.Record!).IsSame}");
        // </example>
        Assert.Equal(
            [
                "card fee: 10 KRW = 10 + 0 of 10/1, None",
                "district: 503 KRW = 502 + 1 of 1005/2, SoonestDue",
                "owner: 502 KRW = 502 + 0 of 1005/2, None",
                "card fee gives back 5 KRW, district gives back 251 KRW, owner gives back 251 KRW",
                "True True",
            ],
            printed);
    }

    [Fact]
    public void The_page_shows_the_example()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Civic.slnx")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        }

        var source = File.ReadAllLines(Path.Combine(root.FullName, "tests/Civic.Ledger.Tests/Splits/SplitsPageTests.cs"))
            .SkipWhile(line => !line.EndsWith("// <example>", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.EndsWith("// </example>", StringComparison.Ordinal));
        var code = string.Join('\n', source.Select(line => line.Length > 8 ? line[8..] : "").Select(line => line.Replace("Print(", "Console.WriteLine(", StringComparison.Ordinal)));
        Assert.Contains($"```csharp\n{code}\n```", File.ReadAllText(Path.Combine(root.FullName, "docs/splits.md")), StringComparison.Ordinal);
    }
}
