namespace Civic.Ledger;

/// <summary>How the lines of a split are booked.</summary>
internal static class ChargeLines
{
    public static int MostOf(RevenueSplit split) => split.Before.Length + split.Parties.Count + split.Withholdings.Length;

    public static IEnumerable<string> PartiesOf(RevenueSplit split) =>
        split.Before.Select(d => d.Payee).Concat(split.Parties).Concat(split.Withholdings.Select(w => w.Deduction.Payee));

    public static IEnumerable<string> StatedOf(RevenueSplit split) =>
        split.Before.Concat(split.Withholdings.Select(w => w.Deduction)).Where(d => d.IsStated).Select(d => d.Name);

    public static SettlementCode CodeOf(SplitLine line, RuleTerms terms) => line.Kind switch
    {
        SplitLineKind.Share => SettlementCode.Share,
        SplitLineKind.Withholding => SettlementCode.Withholding,
        _ => line.Name == terms.VatDeduction ? SettlementCode.Vat : SettlementCode.Fee,
    };

    public static SettlementCode RefundCodeOf(SplitLine line, RuleTerms terms) => CodeOf(line, terms) switch
    {
        SettlementCode.Share => SettlementCode.ShareRefund,
        SettlementCode.Withholding => SettlementCode.WithholdingRefund,
        SettlementCode.Vat => SettlementCode.VatRefund,
        _ => SettlementCode.FeeRefund,
    };

    /// <summary>Whether transfers of this code belong to a charge or a refund.</summary>
    public static bool IsOfCharge(ushort code) => code is >= (ushort)SettlementCode.Share and <= (ushort)SettlementCode.RefundDebt;
}
