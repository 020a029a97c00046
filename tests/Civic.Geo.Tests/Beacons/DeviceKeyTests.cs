using System.Text;
using Civic.Testing;

namespace Civic.Geo.Beacons;

public class DeviceKeyTests
{
    [Property]
    public bool A_key_gives_back_the_text_it_was_made_of_or_was_refused(string? text)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        return !DeviceKey.TryCreate(bytes, out var key) || key.Reveal() == text;
    }

    [Theory]
    [InlineData("356307042441013")]
    [InlineData("동네/버스-7")]
    [InlineData("0123456789012345678901234567890123456_8")]
    public void Keys_are_equal_when_their_text_is(string text)
    {
        Assert.Equal(DeviceKey.Parse(text), DeviceKey.Parse(text));
        Assert.Equal(DeviceKey.Parse(text).GetHashCode(), DeviceKey.Parse(text).GetHashCode());
        Assert.NotEqual(DeviceKey.Parse(text), DeviceKey.Parse(text[1..]));
        Assert.Equal(text, DeviceKey.Parse(text).Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("line\nbreak")]
    public void Text_that_is_empty_too_long_or_holds_control_characters_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => DeviceKey.Parse(text));

    [Fact]
    public void Broken_utf8_is_refused() => Assert.False(DeviceKey.TryCreate([0xc3, 0x28], out _));

    [Fact]
    public void A_key_never_shows_itself_in_a_log()
    {
        var key = DeviceKey.Parse("356307042441013");
        Assert.DoesNotContain("356307042441013", key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4101", key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_can_be_copied_without_text()
    {
        Span<byte> room = stackalloc byte[DeviceKey.MaxLength];
        Assert.Equal("bus-7", Encoding.UTF8.GetString(room[..DeviceKey.Parse("bus-7").CopyTo(room)]));
    }
}
