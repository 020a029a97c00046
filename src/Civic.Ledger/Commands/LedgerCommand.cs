using System.Text;

namespace Civic.Ledger;

/// <summary>
/// What changes the book: the input that is journaled, and the only way the machine's state ever changes, live and in replay. Also what the book
/// refuses is journaled, because a refused identifier can be burnt and because auditors want to see who tried.
/// </summary>
/// <remarks>
/// To add a command: (1) a record of its input, plain values, listed in a JsonSerializerContext with the same settings as
/// <see cref="CommandJson"/> (a null that is left out cannot be read again); (2) a class derived from
/// <see cref="JsonCommand{TInput, TOutcome}"/> whose Execute decides and applies, and touches nothing but the machine and its timestamp; (3) a line in
/// <see cref="CommandReaders"/>; (4) a method of <see cref="GeneralLedger"/> that checks arguments and calls RunAsync(command). A state of its own is an
/// <see cref="ILedgerBook"/> that <see cref="LedgerMachine"/> lists.
/// </remarks>
internal abstract class LedgerCommand
{
    /// <summary>The entry's type in the journal; never changes its meaning.</summary>
    public abstract string EntryType { get; }

    /// <summary>The outcome as text, when it is known: written into the entry, so that a replay that goes another way is found at once.</summary>
    public abstract ReadOnlySpan<byte> Mark { get; }

    /// <summary>How many events it will stamp, from 1; asked just before it is executed. A command that books n transfers counts n.</summary>
    public virtual int CountEvents(LedgerMachine machine) => 1;

    /// <summary>Decides and applies. Event i of n is stamped timestamp - n + 1 + i, as the engine does. Never throws for what a caller could cause.</summary>
    public abstract void Execute(LedgerMachine machine, ulong timestamp);

    /// <summary>Writes the input, the same bytes for the same input.</summary>
    public abstract void WriteInput(PayloadBuffer into);

    /// <summary>Gives pooled arrays back; called once, when its entry is durable.</summary>
    public virtual void Release()
    {
    }

    protected static byte[] MarkOf(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>A command with its outcome.</summary>
internal abstract class LedgerCommand<TOutcome> : LedgerCommand
{
    private TOutcome _outcome = default!;

    /// <summary>Valid once executed.</summary>
    public TOutcome Outcome
    {
        get => _outcome;
        protected set => _outcome = value;
    }
}
