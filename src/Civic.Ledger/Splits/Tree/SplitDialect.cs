namespace Civic.Ledger.Splits;

/// <summary>The two points at which known evaluators of split trees differ.</summary>
/// <param name="Kept">Which source's money a kept part leaves.</param>
/// <param name="Zeros">Whether parts of 0 are posted.</param>
public readonly record struct SplitDialect(KeptMoney Kept, ZeroParts Zeros)
{
    /// <summary>As the Numscript interpreter does: kept money is taken where it is written, and nothing is posted for 0. The default.</summary>
    public static SplitDialect Numscript => default;

    /// <summary>As the Formance ledger machine does: kept money is what is left at the end, and a source that gives 0 is posted.</summary>
    public static SplitDialect LedgerMachine { get; } = new(KeptMoney.FromTheLastSources, ZeroParts.Posted);
}
