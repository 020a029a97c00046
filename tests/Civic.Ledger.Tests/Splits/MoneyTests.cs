namespace Civic.Ledger.Tests.Splits;

public class MoneyTests
{
    [Theory]
    [InlineData("KRW", 410, 0, -1234, "-1234 KRW")]
    [InlineData("USD", 840, 2, -5, "-0.05 USD")]
    [InlineData("KWD", 414, 3, 1234567, "1234.567 KWD")]
    [InlineData("USD", 840, 2, long.MinValue, "-92233720368547758.08 USD")]
    public void An_amount_is_written_with_the_decimals_of_its_currency(string code, uint ledger, int decimals, long units, string text)
    {
        var currency = Currency.Find(code);
        Assert.Equal((ledger, decimals, text), (currency.Ledger, currency.Decimals, currency.Of(units).ToString()));
        Assert.True(Currency.TryFind(ledger, out var same) && same == currency);
    }

    [Fact]
    public void Sums_that_leave_64_bits_are_refused()
    {
        var most = Currency.Krw.Of(long.MaxValue);
        Assert.Throws<OverflowException>(() => most + Currency.Krw.Of(1));
        Assert.Throws<OverflowException>(() => -Currency.Krw.Of(long.MinValue));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => Currency.Krw.Of(long.MinValue) - Currency.Krw.Of(1));
        Assert.Equal(Currency.Krw.Of(2), (Currency.Krw.Of(3) * 4) - Currency.Krw.Of(10));
    }

    [Fact]
    public void Amounts_in_different_currencies_do_not_meet()
    {
        Assert.Throws<ArgumentException>(() => Currency.Krw.Of(1) + Currency.Jpy.Of(1));
        Assert.Throws<ArgumentException>(() => Currency.Krw.Of(1) < Currency.Jpy.Of(1));
        Assert.True(Currency.Krw.Of(1) < Currency.Krw.Of(2) && Currency.Krw.Of(2) >= Currency.Krw.Of(2));
    }

    [Fact]
    public void A_currency_that_is_not_in_the_table_is_refused()
    {
        Assert.False(Currency.TryFind("ZZZ", out _) || Currency.TryFind(0, out _) || Currency.TryFind(null, out _));
        Assert.Throws<ArgumentException>(() => Currency.Find("krw"));
        Assert.Equal("", default(Currency).ToString());
    }
}
