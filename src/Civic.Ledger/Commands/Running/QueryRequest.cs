namespace Civic.Ledger;

/// <summary>A question that is put to the machine.</summary>
internal interface IQueryRequest
{
    /// <summary>Finds the answer. It must refer to nothing that the machine changes.</summary>
    void Ask(LedgerMachine machine);
}

/// <inheritdoc cref="IQueryRequest"/>
internal sealed class QueryRequest<TAnswer>(Func<LedgerMachine, TAnswer> question) : LedgerRequest<TAnswer>, IQueryRequest
{
    private TAnswer _answer = default!;

    public void Ask(LedgerMachine machine) => _answer = question(machine);

    public override void Succeed() => Succeed(_answer);
}
