using System.Security.Cryptography;

namespace Civic.Samples.JournalVerifier;

/// <summary>What the command line names, each paper checked and told on the console: 0 it holds, 1 it does not, 2 it could not be checked.</summary>
internal static class Papers
{
    public static int Export(Arguments given)
    {
        using var key = Key(given);
        using var bytes = given.Export == "-" ? Console.OpenStandardInput() : File.OpenRead(given.Export!);
        var check = new ExportCheck(key, Kept(given), Progress);
        var wrong = check.Run(bytes);
        Console.Error.WriteLine(FormattableString.Invariant($"\r{check.Count:N0} entries checked"));
        Console.WriteLine(wrong is not null
            ? $"NOT WHOLE: position {check.Position}: {wrong}."
            : $"WHOLE: {check.Count} entries, root {check.Root}{(key is null ? "; signatures were not checked (--key)" : ", signed")}.");
        return wrong is null ? 0 : 1;
    }

    public static int Evidence(Arguments given)
    {
        using var key = Key(given) ?? throw new ArgumentException("Evidence is nothing without the signer's key: name it with --key.");
        var check = new EvidenceCheck(key, Kept(given));
        if (check.Run(File.ReadAllBytes(given.Evidence!)) is { } wrong)
        {
            Console.WriteLine($"NOT PROVED: {wrong}.");
            return 1;
        }

        Console.WriteLine(check.IsTransferProved ? "PROVED: the transfer.\n" : "PROVED: the entry, but not that the transfer follows from it.\n");
        Console.WriteLine($"Proved:\n- {string.Join("\n- ", check.Proved)}\n\nNot proved:\n- {string.Join("\n- ", check.NotProved)}");
        return 0;
    }

    public static int Statement(Arguments given)
    {
        var check = new SettlementCheck();
        var wrong = check.Run(File.ReadAllBytes(given.Statement!), [.. given.Rules.Select(File.ReadAllBytes)]);
        if (wrong is not null)
        {
            Console.WriteLine($"NOT TRUE: {(check.Line > 0 ? $"line {check.Line}: " : "")}{wrong}.");
            return 1;
        }

        Console.WriteLine($"""
            TRUE: {check.Recalculated} lines follow from the rules, and the totals from the lines.

            Not recomputed:
            - {check.Stated} lines of other entries (payouts and the like): their amounts are the book's word, as is the opening balance.
            - That no line was left out: prove the entries with the journal's export.
            """);
        return 0;
    }

    private static ECDsa? Key(Arguments given)
    {
        if (given.Key is null)
        {
            return null;
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(given.Key));
        var (curve, wanted) = (key.ExportParameters(includePrivateParameters: false).Curve.Oid, ECCurve.NamedCurves.nistP256.Oid);
        return curve?.Value == wanted.Value || curve?.FriendlyName == wanted.FriendlyName
            ? key
            : throw new ArgumentException("The key is not on the curve P-256.");
    }

    private static List<byte[]> Kept(Arguments given) => [.. given.Kept.Select(file => JournalBytes.HeadOf(File.ReadAllText(file)))];

    private static void Progress(long count)
    {
        if (count % 10_000 == 0)
        {
            Console.Error.Write(FormattableString.Invariant($"\r{count:N0} entries"));
        }
    }
}
