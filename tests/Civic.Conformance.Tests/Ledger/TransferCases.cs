using System.Text.Json;

namespace Civic.Conformance.Ledger;

[Trait("Kind", "ledger")]
public sealed class TransferCases
{
    private const string File = "ledger/transfers.json";

    public static IEnumerable<object[]> Cases()
    {
        if (ConformanceCases.Find(File) is not { } path)
        {
            return [];
        }

        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        var root = document.RootElement;
        var cases = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("cases");
        return [.. cases.EnumerateArray().Select(static (json, i) => new object[] { new OutsideCase(TransferJson.Text(json, "id") ?? $"case {i}", json) })];
    }

    [CaseTheory(File)]
    [MemberData(nameof(Cases))]
    public void Every_code_balance_and_answer_agrees(OutsideCase given)
    {
        var run = new TransferScript();
        foreach (var step in given.Json.GetProperty("steps").EnumerateArray())
        {
            run.Run(step);
        }

        if (given.Json.TryGetProperty("final_balances", out var balances))
        {
            foreach (var account in balances.EnumerateObject())
            {
                run.CheckAccount(UInt128.Parse(account.Name, null), account.Value, $"final balance of account {account.Name}");
            }
        }
    }
}
