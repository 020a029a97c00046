using System.Globalization;
using System.Text;
using Civic.Testing;

namespace Civic.Geo.Beacons;

/// <summary>Eight digits at a time give what one at a time gives.</summary>
public class NmeaDigitsTests
{
    private const string Before = "$GPRMC,123519.25,A,";

    [Property(MaxTest = 500)]
    public void A_decimal_number_is_read_as_the_framework_reads_it(uint whole, uint fraction, byte decimals, bool isLast)
    {
        var digits = decimals % 9;
        var text = (whole % 100_000_000).ToString(CultureInfo.InvariantCulture)
            + (digits == 0 ? "" : "." + (fraction % (uint)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));
        var bytes = Encoding.ASCII.GetBytes(Before + text + (isLast ? "" : ",M,18.2,M"));
        var value = decimal.Parse(text, CultureInfo.InvariantCulture) * NmeaDigits.Unit;
        Assert.Equal(value, NmeaDigits.ReadDecimal(bytes, Before.Length, Before.Length + text.Length));
        Assert.Equal(value, NmeaDigits.ReadDecimalByWords(bytes, Before.Length, Before.Length + text.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("12a")]
    [InlineData("a12.5")]
    [InlineData("12.5a")]
    [InlineData("-5")]
    [InlineData("123456789")]
    [InlineData("1 2")]
    [InlineData("1:2")]
    [InlineData("1/2")]
    [InlineData("\u00b12.5")]
    public void What_is_no_number_is_not_read(string text)
    {
        foreach (var end in new[] { "", ",M,18.2,M,,*" })
        {
            var bytes = Encoding.Latin1.GetBytes(Before + text + end);
            Assert.Equal(-1, NmeaDigits.ReadDecimal(bytes, Before.Length, Before.Length + text.Length));
            Assert.Equal(-1, NmeaDigits.ReadDecimalByWords(bytes, Before.Length, Before.Length + text.Length));
        }
    }

    [Property(MaxTest = 500)]
    public void Any_characters_mean_the_same_in_a_register_and_by_words(byte[] field)
    {
        const string common = "0123456789.-,";
        var bytes = Encoding.Latin1.GetBytes(Before + string.Concat(field.Take(20).Select(b => common[b % common.Length])));
        Assert.Equal(NmeaDigits.ReadDecimalByWords(bytes, Before.Length, bytes.Length), NmeaDigits.ReadDecimal(bytes, Before.Length, bytes.Length));
    }

    [Theory]
    [InlineData("5.", 500_000_000)]
    [InlineData(".5", 50_000_000)]
    [InlineData("0.123456789", 12_345_678)]
    [InlineData("00012.5", 1_250_000_000)]
    public void Rare_forms_are_read_too(string text, long expected) =>
        Assert.Equal(expected, NmeaDigits.ReadDecimal(Encoding.ASCII.GetBytes(Before + text + ",N,01131.000"), Before.Length, Before.Length + text.Length));

    [Fact]
    public void Every_day_from_1970_to_2099_has_its_number()
    {
        var expected = 0;
        for (var date = new DateTime(1970, 1, 1); date.Year < 2100; date = date.AddDays(1), expected++)
        {
            Assert.True(NmeaCalendar.TryDay(date.Year, date.Month, date.Day, out var day));
            Assert.Equal(expected, day);
            Assert.Equal(DateTime.DaysInMonth(date.Year, date.Month) > date.Day, NmeaCalendar.TryDay(date.Year, date.Month, date.Day + 1, out _));
        }
    }
}
