using Civic.Journal;

namespace Civic.Ledger;

/// <summary>A remainder carried to the next charge of the same rule and accounts.</summary>
internal sealed record CarriedPart(string Party, string Remainder);

/// <summary>A refund as it is kept: its lines follow from the charge and from what was given back before.</summary>
internal sealed record RefundEntry(ChargeRefunded Input, Digest Request, long[] Before, long[] Debts, ulong Timestamp);

/// <summary>A charge as it is kept: its lines follow from the rule, the input and what was carried before, so they are not kept.</summary>
internal sealed record ChargeEntry(
    ChargeRecorded Input, Digest Request, int Version, CarriedPart[] Carried, ulong Timestamp, long[] GivenBack, IReadOnlyList<RefundEntry> Refunds)
{
    public Currency Currency => Currency.TryFind(Input.Ledger, out var currency) ? currency : default;

    public SplitRecord Record(SplitRule rule) => rule.Apply(Input.Day, Currency.Of(Input.Amount), Input.Stated, CarriedOf(Carried));

    public Charge Picture(SplitRule rule)
    {
        var record = Record(rule);
        return new(
            new(Input.Id), record, Input.Source, Input.Reference, Input.Parties, [.. Refunds.Select(r => Picture(record, r))]);
    }

    public static RefundRecord Mirror(SplitRecord original, RefundEntry refund) =>
        RefundRecord.Make(original, refund.Before, refund.Input.Day, original.Result.Amount.Currency.Of(refund.Input.Amount));

    public static CarriedRemainders CarriedOf(IReadOnlyList<CarriedPart> parts) => new(parts.Select(p => KeyValuePair.Create(
        p.Party, Fraction.TryParse(p.Remainder, out var fraction) ? fraction : throw new InvalidDataException("A carried remainder is no fraction."))));

    public static CarriedPart[] PartsOf(CarriedRemainders carried) => [.. carried.Parties.Select(p => new CarriedPart(p.Key, p.Value.ToString()))];

    private static Refund Picture(SplitRecord original, RefundEntry refund) =>
        new(new(refund.Input.Id), Mirror(original, refund), refund.Input.Reference, refund.Debts);
}
