using System.Globalization;
using System.Security.Cryptography;

namespace Civic.Ledger;

/// <summary>
/// Recalculates a statement from its own bytes and the texts of the rules, without the book, and says what differs. Whoever has both can run it; nobody needs
/// to be trusted.
/// </summary>
/// <param name="Differences">What differs, in plain words with the line's number from 1; empty when nothing does.</param>
public sealed record StatementCheck(IReadOnlyList<string> Differences)
{
    /// <summary>Whether everything the statement says follows from it and from the rules.</summary>
    public bool IsTrue => Differences.Count == 0;

    /// <summary>Checks a statement. O(lines).</summary>
    /// <param name="statement">The canonical bytes; they may come from anywhere.</param>
    /// <param name="rules">The canonical texts of the rules it names, in any order.</param>
    public static StatementCheck Run(ReadOnlyMemory<byte> statement, IEnumerable<ReadOnlyMemory<byte>> rules)
    {
        var bytes = statement.Span;
        ArgumentNullException.ThrowIfNull(rules);
        if (!SettlementStatement.TryParse(bytes, out var parsed, out var hash))
            return new(["The bytes are not a statement."]);
        if (parsed.Format != SettlementStatement.CurrentFormat)
            return new([$"The statement is not written in the format {SettlementStatement.CurrentFormat}."]);
        var differences = new List<string>();
        var end = bytes.LastIndexOf(",\"hash\":"u8);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes[..end])) != hash)
            differences.Add("The hash is not that of the bytes before it.");
        else if (!bytes.SequenceEqual(parsed.ToBytes()))
            differences.Add("The bytes are not in canonical form.");
        var known = Read(parsed, rules, differences);
        for (var i = 0; i < parsed.Lines.Count; i++)
        {
            if (Problem(parsed, parsed.Lines[i], known) is { } problem)
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"Line {i + 1}: {problem}"));
        }

        if (differences.Count == 0)
            CheckTotals(parsed, differences);
        return new(differences);
    }

    private static Dictionary<(string Id, int Version), SplitRule> Read(
        SettlementStatement statement, IEnumerable<ReadOnlyMemory<byte>> texts, List<string> differences)
    {
        var given = new Dictionary<string, SplitRule>();
        foreach (var text in texts)
        {
            if (SplitRule.TryParse(text, out var rule, out var problem))
                given[rule.Hash] = rule;
            else
                differences.Add($"The text of a rule cannot be read. {problem}");
        }

        var known = new Dictionary<(string Id, int Version), SplitRule>();
        foreach (var named in statement.Rules)
        {
            if (given.TryGetValue(named.Hash, out var rule) && rule.Id == named.Id && rule.Version == named.Version)
                known[(named.Id, named.Version)] = rule;
            else
                differences.Add(string.Create(
                    CultureInfo.InvariantCulture, $"No text was given for version {named.Version} of rule '{named.Id}' with hash {named.Hash}."));
        }

        return known;
    }

    private static void CheckTotals(SettlementStatement statement, List<string> differences)
    {
        try
        {
            if (StatementTotals.Of(statement.Opening, statement.Lines) != statement.Totals)
                differences.Add("The totals are not the sums of the lines.");
        }
        catch (OverflowException)
        {
            differences.Add("The lines add to more than 64 bits.");
        }
    }

    private static string? Problem(SettlementStatement statement, StatementLine line, Dictionary<(string Id, int Version), SplitRule> rules)
    {
        if (!Enum.IsDefined(line.Kind))
            return "Its kind is not known.";
        if (line.Day < statement.FirstDay || line.Day > statement.LastDay)
            return "The day lies outside the period.";
        if (line.Kind is not (StatementLineKind.Charge or StatementLineKind.Refund))
            return line is { Transfer: not null, Code: not null, Charge: null, Refund: null, Trace: null } ? null : "It does not name its transfer.";
        if (line.Charge is not { } charge || line.Trace is not { } trace || (line.Refund is null) != (line.Kind == StatementLineKind.Charge))
            return "It does not say what it follows from.";
        if (!rules.TryGetValue((charge.Rule, charge.Version), out var rule))
            return "Its rule is not among those of the statement.";
        if (line.Kind == StatementLineKind.Charge ? charge.Day != line.Day : charge.Day > line.Day)
            return "Its day is not that of what it follows from.";
        if (!rule.IsInForce(charge.Day))
            return "Its rule was not in force on the day.";
        try
        {
            return Recalculate(statement, line, charge, trace, rule);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidDataException or InvalidOperationException or OverflowException)
        {
            return "Its inputs cannot be split by the rule.";
        }
    }

    private static string? Recalculate(SettlementStatement statement, StatementLine line, StatementCharge charge, StatementTrace trace, SplitRule rule)
    {
        var carried = ChargeEntry.CarriedOf([.. charge.Carried.Select(c => new CarriedPart(c.Party, c.Remainder))]);
        var record = rule.Apply(charge.Day, statement.Currency.Of(charge.Gross), charge.Stated, carried);
        var split = record.Result;
        if (!split.IsSplit)
            return "The rule does not split this amount.";
        if (split.Net.Units != charge.Net)
            return string.Create(CultureInfo.InvariantCulture, $"The net amount is {charge.Net} and should be {split.Net.Units}.");
        if (record.RecalculationHash != charge.Record)
            return "The record of the split has another recalculation hash.";
        var lines = split.Lines;
        if (line.Refund is { } refund)
        {
            var mirrored = RefundRecord.Make(record, refund.Before, line.Day, statement.Currency.Of(refund.Amount));
            if (!mirrored.Result.IsRefunded)
                return "The charge does not leave so much to refund.";
            if (mirrored.RecalculationHash != refund.Record)
                return "The record of the refund has another recalculation hash.";
            lines = mirrored.Result.Lines;
        }

        if (trace.Line < 0 || trace.Line >= lines.Count)
            return "The split has no such line.";
        var expected = StatementTrace.Of(trace.Line, lines[trace.Line]);
        if (expected != trace)
            return string.Create(
                CultureInfo.InvariantCulture, $"The part of '{expected.Party}' is {trace.Amount} and should be {expected.Amount}, or its trace differs.");
        var debt = line.Refund?.Debt ?? 0;
        var amount = line.Refund is null ? expected.Amount : debt - expected.Amount;
        return line.Amount == amount && debt >= 0 && debt <= expected.Amount
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The amount is {line.Amount} and should be {amount}.");
    }
}
