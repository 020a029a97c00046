using Civic.Journal;

namespace Civic.Ledger;

internal sealed class ShareConverter : TextConverter<Share>
{
    protected override string Write(Share value) => value.ToString();

    protected override Share Read(string text) => Share.Parse(text);
}

internal sealed class CurrencyConverter : TextConverter<Currency>
{
    protected override string Write(Currency value) => value.Code;

    protected override Currency Read(string text) =>
        Currency.TryFind(text, out var currency) ? currency : throw new FormatException("The currency is not known.");
}

internal sealed class DigestConverter : TextConverter<Digest>
{
    protected override string Write(Digest value) => value.ToString();

    protected override Digest Read(string text) => Digest.Parse(text);
}

internal sealed class BillIdConverter : TextConverter<BillId>
{
    protected override string Write(BillId value) => value.ToString();

    protected override BillId Read(string text) => new(Guid.ParseExact(text, "D"));
}

internal sealed class DepositIdConverter : TextConverter<DepositId>
{
    protected override string Write(DepositId value) => value.ToString();

    protected override DepositId Read(string text) => new(Guid.ParseExact(text, "D"));
}

internal sealed class DepositMoveIdConverter : TextConverter<DepositMoveId>
{
    protected override string Write(DepositMoveId value) => value.ToString();

    protected override DepositMoveId Read(string text) => new(Guid.ParseExact(text, "D"));
}

internal sealed class RemittanceIdConverter : TextConverter<RemittanceId>
{
    protected override string Write(RemittanceId value) => value.ToString();

    protected override RemittanceId Read(string text) => new(Guid.ParseExact(text, "D"));
}
