namespace Civic.Ledger;

/// <summary>What an account keeps to. Bits without a name are refused as <see cref="CreateAccountResult.ReservedFlag"/>.</summary>
[Flags]
public enum AccountFlags : ushort
{
    /// <summary>Nothing in particular.</summary>
    None = 0,

    /// <summary>In a request: this account is created together with the next one, or neither is.</summary>
    Linked = 1 << 0,

    /// <summary>The account gives only what it received: a purse. Pending debits count.</summary>
    DebitsMustNotExceedCredits = 1 << 1,

    /// <summary>The account receives only what it gave: a debt. Pending credits count.</summary>
    CreditsMustNotExceedDebits = 1 << 2,

    /// <summary>The balance after each transfer is kept, so that it can be asked for as of a time.</summary>
    History = 1 << 3,

    /// <summary>The account and its timestamp come from another system.</summary>
    Imported = 1 << 4,

    /// <summary>The account takes no transfers; only voids and expiry still run.</summary>
    Closed = 1 << 5,
}
