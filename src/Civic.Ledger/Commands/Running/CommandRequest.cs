namespace Civic.Ledger;

/// <summary>A command that a caller waits for.</summary>
internal interface ICommandRequest
{
    LedgerCommand Command { get; }

    /// <summary>The entry's bytes: the input, written on the caller's thread; the rest follows when the command was executed.</summary>
    PayloadBuffer Payload { get; }
}

/// <inheritdoc cref="ICommandRequest"/>
internal sealed class CommandRequest<TOutcome> : LedgerRequest<TOutcome>, ICommandRequest
{
    private readonly LedgerCommand<TOutcome> _command;

    public CommandRequest(LedgerCommand<TOutcome> command)
    {
        _command = command;
        Payload = PayloadBuffer.Rent();
        command.WriteInput(Payload);
    }

    public LedgerCommand Command => _command;

    public PayloadBuffer Payload { get; }

    public override void Succeed() => Succeed(_command.Outcome);
}
