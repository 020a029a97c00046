using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// Money that came in: a picture of one moment. What was applied, overpaid, suspended and returned always adds to the amount.
/// </summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Currency">What came in.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Day">Its accounting day.</param>
/// <param name="Reference">The bank's or virtual account's reference, as a token.</param>
/// <param name="Accounts">Where it was booked.</param>
/// <param name="Applied">What it paid, bill by bill, in the order it came to them.</param>
/// <param name="Overpaid">What is held above what was due, in minor units.</param>
/// <param name="Suspended">What is held in suspense, in minor units.</param>
/// <param name="Returned">What was given back, without interest, in minor units.</param>
public sealed record Deposit(
    DepositId Id,
    Currency Currency,
    long Amount,
    LocalDate Day,
    string Reference,
    DepositAccounts Accounts,
    IReadOnlyList<DepositApplication> Applied,
    long Overpaid,
    long Suspended,
    long Returned = 0)
{
    /// <summary>What that part holds, in minor units.</summary>
    /// <param name="part">The part.</param>
    /// <param name="bill">The bill, for <see cref="DepositPart.Applied"/>; <see langword="null"/> for all bills.</param>
    public long Held(DepositPart part, BillId? bill = null) => part switch
    {
        DepositPart.Overpaid => Overpaid,
        DepositPart.Suspended => Suspended,
        _ => Applied.Where(a => bill is null || a.Bill == bill).Sum(a => a.Amount),
    };

    /// <summary>The deposit with that part changed by so much.</summary>
    internal Deposit With(DepositPart part, BillId? bill, long change) => part switch
    {
        DepositPart.Overpaid => this with { Overpaid = Overpaid + change },
        DepositPart.Suspended => this with { Suspended = Suspended + change },
        _ when Applied.Any(a => a.Bill == bill) =>
            this with { Applied = [.. Applied.Select(a => a.Bill == bill ? a with { Amount = a.Amount + change } : a).Where(a => a.Amount != 0)] },
        _ => this with { Applied = [.. Applied, new(bill!.Value, change)] },
    };
}
