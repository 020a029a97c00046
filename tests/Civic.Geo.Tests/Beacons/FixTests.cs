using NodaTime;

namespace Civic.Geo.Beacons;

public class FixTests
{
    [Fact]
    public void What_a_report_does_not_say_is_absent_and_not_zero()
    {
        var fix = new Fix();
        Assert.False(fix.HasPosition);
        Assert.Null(fix.FixTime);
        Assert.Null(fix.TimeOfDay);
        Assert.True(double.IsNaN(fix.Altitude) && double.IsNaN(fix.Speed) && double.IsNaN(fix.Course) && double.IsNaN(fix.Accuracy) && double.IsNaN(fix.Hdop) && double.IsNaN(fix.Battery));
        Assert.Equal(-1, fix.Satellites);
    }

    [Fact]
    public void A_time_keeps_its_milliseconds_and_a_time_of_day_never_becomes_a_date()
    {
        var time = Instant.FromUtc(2026, 11, 22, 9, 0) + Duration.FromMilliseconds(252);
        Assert.Equal(time, new Fix { FixTime = time }.FixTime);
        var undated = new Fix { TimeOfDay = new LocalTime(23, 59, 59, 120) };
        Assert.Equal((TimeQuality.TimeOfDayOnly, null, new LocalTime(23, 59, 59, 120)), (undated.TimeQuality, undated.FixTime, undated.TimeOfDay));
    }

    [Fact]
    public void A_fix_in_a_log_says_neither_who_nor_where()
    {
        var fix = new Fix { Device = DeviceKey.Parse("356307042441013"), Position = new(37.5665, 126.978), Validity = FixValidity.Valid };
        Assert.DoesNotContain("37.5", fix.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("126.9", fix.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("356307042441013", fix.ToString(), StringComparison.Ordinal);
    }
}
