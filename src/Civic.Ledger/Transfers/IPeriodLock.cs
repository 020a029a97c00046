namespace Civic.Ledger;

/// <summary>Says whether an accounting day takes entries. Asked by the engine for every transfer that moves or sets aside money.</summary>
internal interface IPeriodLock
{
    /// <summary>
    /// <see cref="CreateTransferResult.Created"/>, or one of <see cref="CreateTransferResult.PeriodNotOpen"/>,
    /// <see cref="CreateTransferResult.PeriodSoftClosed"/> and <see cref="CreateTransferResult.PeriodHardClosed"/>. Must depend on journaled state only.
    /// </summary>
    CreateTransferResult Check(int accountingDay, bool isApproved);
}
