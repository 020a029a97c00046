namespace Civic.Ledger;

/// <summary>
/// The codes of the transfers that settlement books, so that every kind of entry can be told apart in the accounts themselves. Hosts choose their own
/// codes below 60,000. The numbers never change their meaning.
/// </summary>
public enum SettlementCode
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A party's share of a charge.</summary>
    Share = 60_001,

    /// <summary>A fee taken before the shares.</summary>
    Fee = 60_002,

    /// <summary>Value added tax contained in a charge.</summary>
    Vat = 60_003,

    /// <summary>Tax withheld from a party's share.</summary>
    Withholding = 60_004,

    /// <summary>A party gives back its part of a refund.</summary>
    ShareRefund = 60_011,

    /// <summary>A fee given back.</summary>
    FeeRefund = 60_012,

    /// <summary>Value added tax given back.</summary>
    VatRefund = 60_013,

    /// <summary>Withheld tax given back.</summary>
    WithholdingRefund = 60_014,

    /// <summary>The part of a refund that a party's purse lacked, booked as what the party owes.</summary>
    RefundDebt = 60_015,

    /// <summary>Money on its way to a payee: set aside by the draft, moved by the release.</summary>
    Remittance = 60_021,

    /// <summary>The bank carried a payment out.</summary>
    RemittanceSettled = 60_022,

    /// <summary>The bank returned a payment; it is payable again.</summary>
    RemittanceReturned = 60_023,

    /// <summary>A bill: someone owes.</summary>
    Bill = 60_031,

    /// <summary>A deposit applied to what was due.</summary>
    DepositApplied = 60_032,

    /// <summary>The part of a deposit above what was due (과납).</summary>
    Overpayment = 60_033,

    /// <summary>A deposit that belongs to no bill (오납).</summary>
    Mispayment = 60_034,

    /// <summary>An over-payment given back.</summary>
    OverpaymentReturned = 60_035,

    /// <summary>A mis-payment given back.</summary>
    MispaymentReturned = 60_036,

    /// <summary>Interest on what is given back (환급가산금).</summary>
    ReturnInterest = 60_037,

    /// <summary>Money moved to the bill it was meant for.</summary>
    Reassigned = 60_038,

    /// <summary>One resident's part of a dividend.</summary>
    Dividend = 60_041,
}
