using System.Diagnostics;
using System.Text;
using Civic.Ledger.Tests.Settlement;
using Civic.Ledger.Tests.Splits;
using Civic.Samples.JournalVerifier;
using Civic.Testing;

namespace Civic.Ledger.Tests;

/// <summary>The sample that shares no code with the ledger must never call a statement true that the ledger does not.</summary>
public sealed class IndependentStatementTests
{
    [Fact]
    public async Task The_sample_recalculates_each_rounding_deduction_withholding_and_refund()
    {
        foreach (var split in Splits())
        {
            await using var city = await CityAsync(split);
            var rules = await city.RuleTextsAsync();
            foreach (var account in new[] { City.Owner, City.Operator, City.District })
            {
                var bytes = (await city.StatementAsync(account)).ToBytes();
                Assert.True(Agreed(bytes, rules));
            }
        }
    }

    [Fact]
    public async Task Every_flipped_byte_is_seen_by_both_also_when_the_hash_is_made_anew()
    {
        await using var city = await CityAsync(Splits()[0]);
        var rules = await city.RuleTextsAsync();
        var bytes = (await city.StatementAsync(City.Owner)).ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.False(Agreed(bytes[..i], rules));
            foreach (var flip in new[] { 1, 2, 4, 0x20, 0x80 })
            {
                var changed = bytes.ToArray();
                changed[i] ^= (byte)flip;
                Assert.False(Agreed(changed, rules));
                Agreed(Rehashed(changed), rules);
                if (SettlementStatement.TryParse(changed, out var parsed, out _))
                    Agreed(parsed.ToBytes(), rules);
            }
        }
    }

    [Fact]
    public async Task Every_flipped_byte_of_a_rule_is_seen_also_when_the_statement_names_its_new_hash()
    {
        foreach (var split in Splits())
        {
            await using var city = await CityAsync(split);
            var rule = (await city.RuleTextsAsync())[0].ToArray();
            var text = Encoding.ASCII.GetString((await city.StatementAsync(City.Owner)).ToBytes());
            var hash = HashOf(rule);
            for (var i = 0; i < rule.Length; i++)
            {
                foreach (var flip in new[] { 1, 2, 0x20, 0x80 })
                {
                    var changed = rule.ToArray();
                    changed[i] ^= (byte)flip;
                    Assert.False(Agreed(Encoding.ASCII.GetBytes(text), [changed]));
                    var named = text.Replace(hash, HashOf(changed), StringComparison.Ordinal);
                    Agreed(Rehashed(Encoding.ASCII.GetBytes(named)), [changed]);
                }
            }
        }
    }

    [Property(MaxTest = 200)]
    public void The_sample_agrees_on_any_split_and_any_refunds_of_it_and_on_one_digit_changed(int seed)
    {
        var random = new RandomSplits(seed);
        var split = random.WithDeductions();
        var rule = new SplitRule("parking", 1 + random.Next(3), City.Day, City.Day, "Ordinance \"구\", <art. 7> + & '", split);
        var lines = Lines(rule, random);
        SettlementStatement statement = new(
            SettlementStatement.CurrentFormat, City.Owner, Currency.Krw, "2026", City.Day, City.Day, -5, [new(rule.Id, rule.Version, rule.Hash)], lines,
            StatementTotals.Of(-5, lines));
        var bytes = statement.ToBytes();
        Assert.True(Agreed(bytes, [rule.Canonical]));
        for (var i = 0; i < 20; i++)
        {
            var changed = bytes.ToArray();
            var at = random.Next(bytes.Length - 76);
            changed[at] = (byte)(char.IsAsciiDigit((char)changed[at]) ? '0' + random.Next(10) : changed[at] ^ 1);
            Agreed(Rehashed(changed), [rule.Canonical]);
        }
    }

    [Fact]
    public async Task The_console_says_true_with_0_not_true_with_1_and_cannot_with_2()
    {
        var folder = Directory.CreateTempSubdirectory("civic-statement-").FullName;
        await using var city = await CityAsync(Splits()[0]);
        var bytes = (await city.StatementAsync(City.Owner)).ToBytes();
        var (statement, bad, rule) = (Path.Combine(folder, "s.json"), Path.Combine(folder, "x.json"), Path.Combine(folder, "rule.json"));
        await File.WriteAllBytesAsync(statement, bytes);
        await File.WriteAllBytesAsync(bad, bytes[..^1]);
        await File.WriteAllBytesAsync(rule, (await city.RuleTextsAsync())[0].ToArray());
        var (code, answer) = await RunAsync("--statement", statement, "--rules", rule);
        Assert.Equal(0, code);
        Assert.StartsWith("TRUE: 3 lines follow from the rules", answer, StringComparison.Ordinal);
        Assert.Contains("- 1 lines of other entries", answer, StringComparison.Ordinal);
        (code, answer) = await RunAsync("--statement", bad, "--rules", rule);
        Assert.Equal((1, "NOT TRUE: the bytes are not a statement."), (code, answer.Trim()));
        Assert.Equal(1, (await RunAsync("--statement", statement)).Code);
        Assert.Equal(2, (await RunAsync("--statement", statement, "--rules", Path.Combine(folder, "nowhere"))).Code);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Whether the sample calls it true; then the ledger must, and when only the ledger does, the text is not as the ledger writes it.</summary>
    private static bool Agreed(byte[] bytes, ReadOnlyMemory<byte>[] rules)
    {
        var check = new SettlementCheck();
        var wrong = check.Run(bytes, rules.Select(rule => rule.ToArray()));
        var ledger = StatementCheck.Run(bytes, rules);
        Assert.True(
            (wrong is null) == ledger.IsTrue,
            $"sample: line {check.Line}: {wrong}; ledger: {string.Join(' ', ledger.Differences)} {Encoding.ASCII.GetString(bytes)}");
        return wrong is null;
    }

    private static bool Agreed(byte[] bytes, byte[][] rules) => Agreed(bytes, [.. rules.Select(rule => (ReadOnlyMemory<byte>)rule)]);

    private static byte[] Rehashed(byte[] bytes) =>
        bytes.Length > 76 ? [.. bytes[..^68], .. Encoding.ASCII.GetBytes(HashOf(bytes[..^76]) + "\"}\n")] : bytes;

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static List<StatementLine> Lines(SplitRule rule, RandomSplits random)
    {
        var (lines, carried) = (new List<StatementLine>(), CarriedRemainders.None);
        for (var i = 0; i < 3; i++)
        {
            var stated = random.Stated(rule.Split);
            var record = rule.Apply(City.Day, random.Amount(), stated, carried);
            if (!record.Result.IsSplit)
                continue;
            var charge = new StatementCharge(
                City.Id(i), rule.Id, rule.Version, City.Day, $"R-{i}", record.Result.Amount.Units, record.Result.Net.Units, new(stated),
                [.. carried.Parties.Select(c => new StatementCarried(c.Key, c.Value.ToString()))], record.RecalculationHash);
            carried = record.Result.CarriedAfter;
            lines.AddRange(record.Result.Lines.Select((line, at) =>
                new StatementLine(StatementLineKind.Charge, City.Day, line.Amount.Units, charge, null, StatementTrace.Of(at, line))));
            var before = SplitRefunds.Of(record.Result);
            for (var j = 0; j < 2; j++)
            {
                var amount = Currency.Krw.Of(random.Next(before.Remaining.Units + 1));
                var back = RefundRecord.Make(record, before.GivenBack, City.Day, amount);
                var debt = random.Next(2);
                var told = new StatementRefund(City.Id(10 + j), $"C-{j}", amount.Units, before.GivenBack, back.RecalculationHash, 0);
                lines.AddRange(back.Result.Lines.Select((line, at) => (line, at, owed: Math.Min(debt, line.Amount.Units))).Select(l => new StatementLine(
                    StatementLineKind.Refund, City.Day, l.owed - l.line.Amount.Units, charge, told with { Debt = l.owed }, StatementTrace.Of(l.at, l.line))));
                before = back.Result.After;
            }
        }

        lines.Add(new(StatementLineKind.Other, City.Day, 7, Transfer: "12", Code: 3));
        return lines;
    }

    private static RevenueSplit[] Splits()
    {
        var thirds = RevenueSplit.Of(Currency.Krw).Give("owner", new Share(1, 3)).Give("operator", new Share(1, 3)).GiveRest("district");
        return
        [
            thirds,
            thirds.Round(Rounding.LargestRemainder),
            RevenueSplit.Of(Currency.Krw).Give("owner", new Share(2, 7)).Give("operator", new Share(3, 7)).GiveRest("district").Round(Rounding.LargestRemainder),
            thirds.Round(Rounding.Residual("operator")),
            thirds.Round(Rounding.Carried),
            thirds.Round(Rounding.WrittenOrder.Truncate(10, "district")),
            thirds.After(Deduction.Of("tax", new Share(1, 11), "district")).After(Deduction.Fixed("fee", 30, "operator").Truncate(7))
                .Withhold("owner", Deduction.Of("income tax", new Share(33, 1000), "district").Truncate(10))
                .Withhold("owner", Deduction.Fixed("due", 3, "operator")),
        ];
    }

    private static async Task<City> CityAsync(RevenueSplit split)
    {
        var city = await City.OpenAsync();
        await city.PublishAsync(split, new(RefundDebtIsBooked: true));
        await city.ChargeAsync(1, 1_000);
        await city.DraftAsync(2);
        await city.ReleaseAsync(2);
        await city.ChargeAsync(3, 3_001);
        await city.RefundAsync(4, 1, 101);
        await city.CloseAsync("2026-07");
        return city;
    }

    private static async Task<(int Code, string Answer)> RunAsync(params string[] arguments)
    {
        string[] line = [typeof(SettlementCheck).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo("dotnet", line) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, answer);
    }
}
