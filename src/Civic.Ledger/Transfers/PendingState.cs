namespace Civic.Ledger;

/// <summary>What became of the money that a pending transfer set aside.</summary>
public enum PendingState : byte
{
    /// <summary>The transfer is not a pending one.</summary>
    None = 0,

    /// <summary>It is still set aside.</summary>
    Pending = 1,

    /// <summary>It was moved, or part of it.</summary>
    Posted = 2,

    /// <summary>It was freed.</summary>
    Voided = 3,

    /// <summary>It was freed by the timeout.</summary>
    Expired = 4,
}
