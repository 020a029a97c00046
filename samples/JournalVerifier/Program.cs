// Checks an export of a Civic journal without any Civic library: exit code 0 when it is whole, 1 when not, 2 when it could not be checked.
using System.Security.Cryptography;
using Civic.Samples.JournalVerifier;

const string Help = """
    JournalVerifier EXPORT [--key PUBLIC.PEM] [--kept HEAD.PEM]...

    Checks that an export of a journal is whole: no entry missing, doubled, moved or changed.
      EXPORT             the file, or - for standard input
      --key PUBLIC.PEM   the signer's public key (P-256): every head must be signed with it
      --kept HEAD.PEM    a signed head that was kept elsewhere: the journal must have had it
      --help             this text
    Exit code: 0 whole, 1 not whole, 2 could not be checked.
    """;
string? export = null, keyFile = null;
var kept = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--help" or "-h":
            Console.WriteLine(Help);
            return 0;
        case "--key" when i + 1 < args.Length && keyFile is null:
            keyFile = args[++i];
            break;
        case "--kept" when i + 1 < args.Length:
            kept.Add(args[++i]);
            break;
        case var name when export is null && (name == "-" || !name.StartsWith('-')):
            export = name;
            break;
        default:
            Console.Error.WriteLine($"'{args[i]}' is not understood here.\n\n{Help}");
            return 2;
    }
}

if (export is null)
{
    Console.Error.WriteLine(Help);
    return 2;
}

try
{
    using var key = ECDsa.Create();
    if (keyFile is not null)
    {
        key.ImportFromPem(File.ReadAllText(keyFile));
    }

    using var bytes = export == "-" ? Console.OpenStandardInput() : File.OpenRead(export);
    var check = new ExportCheck(keyFile is null ? null : key, kept.Select(KeptHead).ToList(), Progress);
    var wrong = check.Run(bytes);
    Console.Error.WriteLine(FormattableString.Invariant($"\r{check.Count:N0} entries checked"));
    if (wrong is not null)
    {
        Console.WriteLine($"NOT WHOLE: position {check.Position}: {wrong}.");
        return 1;
    }

    Console.WriteLine($"WHOLE: {check.Count} entries, root {check.Root}{(keyFile is null ? "; signatures were not checked (--key)" : ", signed")}.");
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException or CryptographicException)
{
    Console.Error.WriteLine($"Could not check: {e.Message}");
    return 2;
}

static void Progress(long count)
{
    if (count % 10_000 == 0)
    {
        Console.Error.Write(FormattableString.Invariant($"\r{count:N0} entries"));
    }
}

static byte[] KeptHead(string file)
{
    var text = File.ReadAllText(file);
    var found = PemEncoding.Find(text);
    var bytes = Convert.FromBase64String(text[found.Base64Data]);
    return text[found.Label] == "CIVIC JOURNAL HEAD" && bytes.Length == 132 ? bytes : throw new FormatException($"{file} holds no signed head.");
}
