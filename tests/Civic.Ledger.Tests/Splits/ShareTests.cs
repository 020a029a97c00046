using System.Numerics;
using Civic.Testing;

namespace Civic.Ledger.Tests.Splits;

public class ShareTests
{
    [Theory]
    [InlineData("1/3", "1/3")]
    [InlineData("2/4", "1/2")]
    [InlineData("50%", "1/2")]
    [InlineData("12.5%", "1/8")]
    [InlineData("0.10%", "1/1000")]
    [InlineData("0/7", "0/1")]
    [InlineData("100%", "1/1")]
    public void A_share_is_read_exactly_and_kept_in_lowest_terms(string text, string share) => Assert.Equal(share, Share.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("/3")]
    [InlineData("1/")]
    [InlineData("1/0")]
    [InlineData("-1/3")]
    [InlineData("1/-3")]
    [InlineData("+50%")]
    [InlineData("%")]
    [InlineData("1.%")]
    [InlineData(".5%")]
    [InlineData("1e3%")]
    [InlineData(" 1/3")]
    [InlineData("1/2/3")]
    [InlineData("1/3%")]
    [InlineData("١/٣")]
    public void Anything_else_is_no_share(string text)
    {
        Assert.False(Share.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Share.Parse(text));
    }

    [Property(MaxTest = 300)]
    public void A_share_survives_its_text(long n, long d)
    {
        var share = new Share(BigInteger.Abs(n), BigInteger.Abs(d) + 1);
        Assert.Equal(share, Share.Parse(share.ToString()));
    }

    [Property(MaxTest = 300)]
    public void Fractions_calculate_like_numbers(int a, int b, int c, int d)
    {
        var (x, y) = (new Fraction(a, Math.Abs((long)b) + 1), new Fraction(c, -Math.Abs((long)d) - 1));
        Assert.Equal(x, x + y - y);
        Assert.Equal(x, y.Sign == 0 ? x : x * y / y);
        Assert.True(x.Floor <= x && x < x.Floor + 1);
        Assert.Equal((x - y).Sign, x.CompareTo(y));
        Assert.Equal(default(Fraction) + x, x);
        Assert.Equal(Fraction.Zero.GetHashCode(), (x - x).GetHashCode());
    }

    [Fact]
    public void A_percentage_reads_as_in_the_ordinance() => Assert.Equal(new Share(1, 2), 50.Percent());
}
