namespace Civic.Ledger;

/// <summary>Something a caller waits for. It is executed in its turn and answered when all it saw or did is durable.</summary>
internal abstract class LedgerRequest
{
    /// <summary>Gives the answer; its group is durable.</summary>
    public abstract void Succeed();

    /// <summary>Tells that there is none.</summary>
    public abstract void Fail(Exception why);
}

/// <summary>With the promise of an answer.</summary>
internal abstract class LedgerRequest<TAnswer> : LedgerRequest
{
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TAnswer> Answer => _answer.Task;

    public override void Fail(Exception why) => _answer.TrySetException(why);

    protected void Succeed(TAnswer answer) => _answer.TrySetResult(answer);
}
