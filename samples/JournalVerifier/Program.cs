// Checks the papers of a Civic journal without any Civic library: exit code 0 when they hold, 1 when not, 2 when they could not be checked.
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

    JournalVerifier --evidence BUNDLE.json --key PUBLIC.PEM [--kept HEAD.PEM]...

    Checks that the entry of a transfer was in the journal when its head was signed, and shows the transfer in it.
      --kept HEAD.PEM    a signed head that was kept elsewhere: the bundle's must not contradict it
    Exit code: 0 proved (read what is, and what is not), 1 not proved, 2 could not be checked.

    JournalVerifier --statement STATEMENT.json --rules RULE.json...

    Recalculates a settlement statement: its hash, every split and refund by its rule, and the totals.
      --rules RULE.json  the canonical texts of the rules that the statement names, a file each
    Exit code: 0 true (read what was not recomputed), 1 not true, 2 could not be checked.
    """;
var given = Arguments.Read(args);
if (given.IsHelp)
{
    Console.WriteLine(Help);
    return 0;
}

try
{
    return given switch
    {
        { Wrong: { } wrong } => Refuse($"'{wrong}' is not understood here.\n\n{Help}"),
        { Evidence: not null } => Papers.Evidence(given),
        { Statement: not null } => Papers.Statement(given),
        { Export: not null } => Papers.Export(given),
        _ => Refuse(Help),
    };
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException or CryptographicException)
{
    return Refuse($"Could not check: {e.Message}");
}

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    return 2;
}
