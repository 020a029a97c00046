using NodaTime;

namespace Civic.Ledger;

/// <summary>One line of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Day">Its accounting day.</param>
/// <param name="Amount">What it did to the account, in minor units: above 0 credited, below 0 debited.</param>
/// <param name="Charge">The charge, for lines of charges and refunds.</param>
/// <param name="Refund">The refund, for lines of refunds.</param>
/// <param name="Trace">How it was rounded, for lines of charges and refunds.</param>
/// <param name="Transfer">The transfer's identifier in decimal digits, for all other lines.</param>
/// <param name="Code">The transfer's code, for all other lines.</param>
public sealed record StatementLine(
    StatementLineKind Kind,
    LocalDate Day,
    long Amount,
    StatementCharge? Charge = null,
    StatementRefund? Refund = null,
    StatementTrace? Trace = null,
    string? Transfer = null,
    int? Code = null);
