namespace Civic.Ledger.Splits;

/// <summary>Which source's money it is that a kept part leaves where it was.</summary>
public enum KeptMoney
{
    /// <summary>The money that stands next in line where "kept" is written (the Numscript interpreter).</summary>
    AtItsPlace = 0,

    /// <summary>What is left over at the end, so the sources drained last keep theirs (the Formance ledger machine).</summary>
    FromTheLastSources = 1,
}
