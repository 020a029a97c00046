namespace Civic.Ledger;

/// <summary>How a transfer moves money. Bits without a name are refused as <see cref="CreateTransferResult.ReservedFlag"/>.</summary>
[Flags]
public enum TransferFlags : ushort
{
    /// <summary>Money moves at once.</summary>
    None = 0,

    /// <summary>In a request: this transfer is applied together with the next one, or neither is.</summary>
    Linked = 1 << 0,

    /// <summary>Money is set aside until a post, a void or the timeout.</summary>
    Pending = 1 << 1,

    /// <summary>Moves what the pending transfer set aside, or part of it, and frees the rest. An amount of 2^128 - 1 is the whole.</summary>
    PostPending = 1 << 2,

    /// <summary>Frees what the pending transfer set aside. An amount of 0 is the whole.</summary>
    VoidPending = 1 << 3,

    /// <summary>Moves at most what the debit account still has.</summary>
    BalancingDebit = 1 << 4,

    /// <summary>Moves at most what the credit account still owes.</summary>
    BalancingCredit = 1 << 5,

    /// <summary>Closes the debit account; needs <see cref="Pending"/>, and a void opens it again.</summary>
    ClosingDebit = 1 << 6,

    /// <summary>Closes the credit account; needs <see cref="Pending"/>, and a void opens it again.</summary>
    ClosingCredit = 1 << 7,

    /// <summary>The transfer and its timestamp come from another system.</summary>
    Imported = 1 << 8,

    /// <summary>
    /// Set by the ledger on a transfer that two people approved: it may be booked in a period that is softly closed. In a request it is refused
    /// as <see cref="CreateTransferResult.ReservedFlag"/>.
    /// </summary>
    Approved = 1 << 15,
}
