using Civic.Testing;

namespace Civic.Geo.Beacons;

public class DeviceBytesTests
{
    [Fact]
    public void Bcd_is_told_from_other_bytes_in_every_nibble()
    {
        Assert.True(Bcd.IsDecimal(0x0999_9999_9999_9999UL));
        for (var nibble = 0; nibble < 15; nibble++)
        {
            for (ulong digit = 0; digit < 16; digit++)
            {
                Assert.Equal(digit < 10, Bcd.IsDecimal(digit << (4 * nibble)));
                Assert.Equal(digit < 10, Bcd.IsDecimal((0x0999_9999_9999_9999UL & ~(15UL << (4 * nibble))) | (digit << (4 * nibble))));
            }
        }
    }

    [Fact]
    public void Bcd_bytes_become_numbers()
    {
        Assert.Equal(0x0C_22_38_63UL, Bcd.ToBytes(0x12_34_56_99));
        Assert.Equal(123456789UL, Bcd.ToNumber([0x01, 0x23, 0x45, 0x67, 0x89]));
        Assert.False(Bcd.IsDecimal([0x12, 0x3A]));
    }

    [Fact]
    public void Every_day_of_a_century_agrees_with_the_calendar()
    {
        for (var day = new DateTime(2000, 1, 1); day.Year < 2100; day = day.AddDays(1))
        {
            Assert.True(DeviceTime.TryReadBinary([(byte)(day.Year - 2000), (byte)day.Month, (byte)day.Day, 23, 59, 58], 0, out var milliseconds));
            Assert.Equal(new DateTimeOffset(day, TimeSpan.Zero).ToUnixTimeMilliseconds() + 86_398_000, milliseconds);
        }
    }

    [Property(MaxTest = 2000)]
    public void Any_six_bytes_are_a_time_exactly_when_the_calendar_has_it(byte year, byte month, byte day, byte hour, byte minute, byte second)
    {
        byte[] six = [(byte)(year % 128), (byte)(month % 16), (byte)(day % 36), (byte)(hour % 28), (byte)(minute % 64), (byte)(second % 64)];
        var exists = six[0] <= 99 && six[1] is >= 1 and <= 12 && six[2] >= 1 && six[2] <= DateTime.DaysInMonth(2000 + six[0], six[1]) && six[3] < 24 && six[4] < 60 && six[5] < 60;
        Assert.Equal(exists, DeviceTime.TryReadBinary(six, 3_600_000, out var milliseconds));
        if (exists)
        {
            var expected = new DateTimeOffset(2000 + six[0], six[1], six[2], six[3], six[4], six[5], TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();
            Assert.Equal(expected, milliseconds);
            Assert.True(DeviceTime.TryReadBcd([.. six.Select(b => (byte)((b / 10 * 16) + (b % 10)))], 3_600_000, out var bcd));
            Assert.Equal(expected, bcd);
        }
    }

    [Property(MaxTest = 500)]
    public void The_exclusive_or_of_any_bytes_agrees_with_one_at_a_time(byte[] bytes, byte repeat)
    {
        byte[] repeated = [.. Enumerable.Repeat(bytes, 1 + (repeat % 8)).SelectMany(b => b)];
        Assert.Equal(repeated.Aggregate((byte)0, (sum, b) => (byte)(sum ^ b)), XorSum.Of(repeated));
    }
}
