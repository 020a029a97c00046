using NodaTime;

namespace Civic.Ledger;

/// <summary>A return or a re-assignment of a part of a deposit, on record for good.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Deposit">The deposit.</param>
/// <param name="From">The part that the money was taken from.</param>
/// <param name="FromBill">The bill that it was taken from; <see langword="null"/> unless it had been applied.</param>
/// <param name="ToBill">The bill that it went to; <see langword="null"/> when it was given back.</param>
/// <param name="Amount">Minor units, without interest.</param>
/// <param name="Interest">Minor units.</param>
/// <param name="LegalBasis">What interest rests on; <see langword="null"/> without any.</param>
/// <param name="Day">Its accounting day.</param>
/// <param name="Actor">Who did it.</param>
public sealed record DepositMove(
    DepositMoveId Id,
    DepositId Deposit,
    DepositPart From,
    BillId? FromBill,
    BillId? ToBill,
    long Amount,
    long Interest,
    string? LegalBasis,
    LocalDate Day,
    ActorId Actor);
