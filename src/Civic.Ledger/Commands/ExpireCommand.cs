using System.Text.Json.Serialization.Metadata;

namespace Civic.Ledger;

/// <summary>The book's time has come to where pending transfers run out.</summary>
/// <param name="Due">When the first of them ran out, in nanoseconds.</param>
internal sealed record ExpiryRun(ulong Due);

/// <summary>Frees what pending transfers set aside whose time has run out. The outcome is how many.</summary>
internal sealed class ExpireCommand(ExpiryRun input) : JsonCommand<ExpiryRun, int>(input)
{
    public const string Type = "transfers.expired";

    public override string EntryType => Type;

    protected override JsonTypeInfo<ExpiryRun> Format => CommandJson.Default.ExpiryRun;

    protected override int Run(LedgerMachine machine, ulong timestamp) => machine.Engine.ExpirePending(timestamp);

    protected override string Describe(int outcome) => outcome.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
