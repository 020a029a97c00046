using NodaTime;

namespace Civic.Ledger;

/// <summary>Something that is due: a picture of one moment.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Currency">What is due.</param>
/// <param name="Receivable">The account of what is owed.</param>
/// <param name="Revenue">The account that the bill was booked from.</param>
/// <param name="Amount">What was billed, in minor units.</param>
/// <param name="Paid">What deposits paid of it, in minor units.</param>
/// <param name="Day">Its accounting day.</param>
/// <param name="Reference">The tax invoice's or notice's number, as a token.</param>
public sealed record Bill(BillId Id, Currency Currency, AccountId Receivable, AccountId Revenue, long Amount, long Paid, LocalDate Day, string Reference)
{
    /// <summary>What is still due, in minor units.</summary>
    public long Due => Amount - Paid;
}
