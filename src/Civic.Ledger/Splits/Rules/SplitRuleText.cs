using System.Buffers;
using System.Text.Json;
using NodaTime.Text;

namespace Civic.Ledger;

/// <summary>The canonical text of rules, and its reading.</summary>
internal static class SplitRuleText
{
    private const string Rest = "rest";
    private static readonly string[] Policies = ["written-order", "largest-remainder", "residual", "carried"];

    public static byte[] Write(SplitRule rule)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteNumber("version", rule.Version);
            json.WriteString("from", LocalDatePattern.Iso.Format(rule.From));
            if (rule.To is { } to)
            {
                json.WriteString("to", LocalDatePattern.Iso.Format(to));
            }

            json.WriteString("basis", rule.Basis);
            json.WriteStartObject("split");
            WriteSplit(json, rule.Split);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static SplitRule Read(ReadOnlyMemory<byte> text) => JsonFields.Read(text, root =>
    {
        root.Only("id", "version", "from", "to", "basis", "split");
        var id = root.At("id").Text(SplitText.LongestName);
        var number = root.At("version").Whole(1);
        var version = number <= int.MaxValue ? (int)number : throw root.At("version").Wrong("The version is below 2^31.");
        var from = root.At("from").Date();
        NodaTime.LocalDate? to = root.Has("to") ? root.At("to").Date() : null;
        var basis = root.At("basis").Text(SplitText.LongestBasis);
        var split = ReadSplit(root.At("split").Only("currency", "after", "give", "withhold", "rounding"));
        return root.Checked(() => new SplitRule(id, version, from, to, basis, split));
    });

    private static void WriteSplit(Utf8JsonWriter json, RevenueSplit split)
    {
        json.WriteString("currency", split.Currency.Code);
        if (!split.Before.IsEmpty)
        {
            json.WriteStartArray("after");
            foreach (var deduction in split.Before)
            {
                WriteDeduction(json, deduction, null);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("give");
        foreach (var (party, share) in split.Gives)
        {
            json.WriteStartObject();
            json.WriteString("party", party);
            json.WriteString("share", share?.ToString() ?? Rest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!split.Withholdings.IsEmpty)
        {
            json.WriteStartArray("withhold");
            foreach (var (party, deduction) in split.Withholdings)
            {
                WriteDeduction(json, deduction, party);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("rounding");
        WriteRounding(json, split.Rounding);
        json.WriteEndObject();
    }

    private static void WriteDeduction(Utf8JsonWriter json, Deduction deduction, string? party)
    {
        json.WriteStartObject();
        if (party is not null)
        {
            json.WriteString("party", party);
        }

        json.WriteString("name", deduction.Name);
        json.WriteString("payee", deduction.Payee);
        if (deduction.Part is { } part)
        {
            json.WriteString("share", part.ToString());
        }
        else if (deduction.Units is { } units)
        {
            json.WriteNumber("fixed", units);
        }

        if (deduction.TruncateTo > 1)
        {
            json.WriteNumber("truncate", deduction.TruncateTo);
        }

        json.WriteEndObject();
    }

    private static void WriteRounding(Utf8JsonWriter json, Rounding rounding)
    {
        json.WriteString("policy", Policies[(int)rounding.Policy]);
        if (rounding.ResidualParty is { } residual)
        {
            json.WriteString("residual", residual);
        }

        if (rounding.RestParty is { } rest)
        {
            json.WriteNumber("truncate", rounding.TruncateTo);
            json.WriteString("rest", rest);
        }
    }

    private static RevenueSplit ReadSplit(JsonFields json)
    {
        var split = RevenueSplit.Of(json.At("currency").Currency());
        foreach (var item in json.Has("after") ? json.At("after").Items(RevenueSplit.MostParties) : [])
        {
            var (deduction, before) = (ReadDeduction(item.Only("name", "payee", "share", "fixed", "truncate")), split);
            split = item.Checked(() => before.After(deduction));
        }

        foreach (var item in json.At("give").Items(RevenueSplit.MostParties))
        {
            split = ReadGive(item.Only("party", "share"), split);
        }

        foreach (var item in json.Has("withhold") ? json.At("withhold").Items(RevenueSplit.MostParties) : [])
        {
            var (deduction, before) = (ReadDeduction(item.Only("party", "name", "payee", "share", "fixed", "truncate")), split);
            var party = item.At("party").Text(SplitText.LongestName);
            split = item.Checked(() => before.Withhold(party, deduction));
        }

        split = split.Round(ReadRounding(json.At("rounding").Only("policy", "residual", "truncate", "rest")));
        return split.Problem is { } problem ? throw json.Wrong(problem) : split;
    }

    private static RevenueSplit ReadGive(JsonFields item, RevenueSplit split)
    {
        var (party, share) = (item.At("party").Text(SplitText.LongestName), item.At("share"));
        if (share.Text(SplitText.LongestName) == Rest)
        {
            return item.Checked(() => split.GiveRest(party));
        }

        var part = share.Share();
        return item.Checked(() => split.Give(party, part));
    }

    private static Deduction ReadDeduction(JsonFields item)
    {
        var (name, payee) = (item.At("name").Text(SplitText.LongestName), item.At("payee").Text(SplitText.LongestName));
        if (item.Has("share") && item.Has("fixed"))
        {
            throw item.Wrong("A deduction is a share or a fixed amount, not both.");
        }

        var deduction = item.Checked(() =>
            item.Has("share") ? Deduction.Of(name, item.At("share").Share(), payee)
            : item.Has("fixed") ? Deduction.Fixed(name, item.At("fixed").Whole(0), payee)
            : Deduction.Stated(name, payee));
        return item.Has("truncate") ? deduction.Truncate(item.At("truncate").Whole(1)) : deduction;
    }

    private static Rounding ReadRounding(JsonFields json)
    {
        var policy = Array.IndexOf(Policies, json.At("policy").Text(SplitText.LongestName));
        if (policy < 0 || json.Has("residual") != (policy == (int)RoundingPolicy.Residual) || json.Has("truncate") != json.Has("rest"))
        {
            throw json.Wrong($"The policy is one of {string.Join(", ", Policies)}; 'residual' goes with its party, 'truncate' with 'rest'.");
        }

        var rounding = (RoundingPolicy)policy switch
        {
            RoundingPolicy.WrittenOrder => Rounding.WrittenOrder,
            RoundingPolicy.LargestRemainder => Rounding.LargestRemainder,
            RoundingPolicy.Residual => Rounding.Residual(json.At("residual").Text(SplitText.LongestName)),
            _ => Rounding.Carried,
        };
        return json.Has("truncate")
            ? json.Checked(() => rounding.Truncate(json.At("truncate").Whole(1), json.At("rest").Text(SplitText.LongestName)))
            : rounding;
    }
}
