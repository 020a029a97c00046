using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>What each sentence says.</summary>
public class NmeaSentenceTests
{
    private const string Rmc = "GPRMC,123519.25,A,4807.038,N,01131.000,E,022.4,084.4,221126,003.1,W,A";

    [Fact]
    public void Rmc_gives_place_time_speed_and_course()
    {
        var fix = NmeaLine.One(Rmc);
        Assert.Equal(FixValidity.Valid, fix.Validity);
        Assert.Equal(Instant.FromUtc(2026, 11, 22, 12, 35, 19) + Duration.FromMilliseconds(250), fix.FixTime);
        Assert.Equal(48 + 7.038 / 60, fix.Position.Latitude, 1e-12);
        Assert.Equal(11 + 31 / 60.0, fix.Position.Longitude, 1e-12);
        Assert.Equal(22.4 * 1852 / 3600, fix.Speed, 1e-12);
        Assert.Equal(84.4, fix.Course, 1e-12);
        Assert.Equal(FixIntegrity.Checked, fix.Integrity);
        Assert.Equal((double.NaN, double.NaN, (short)-1), (fix.Altitude, fix.Hdop, fix.Satellites));
        Assert.Equal(FixFlags.None, fix.Flags);
    }

    [Fact]
    public void Gga_gives_place_altitude_satellites_and_dilution_but_no_date()
    {
        var fix = NmeaLine.One("GNGGA,235959.999,3733.990,S,12658.680,W,1,08,0.9,-5.4,M,46.9,M,,");
        Assert.Equal(TimeQuality.TimeOfDayOnly, fix.TimeQuality);
        Assert.Equal(new LocalTime(23, 59, 59, 999), fix.TimeOfDay);
        Assert.Equal(-(37 + 33.99 / 60), fix.Position.Latitude, 1e-12);
        Assert.Equal(-(126 + 58.68 / 60), fix.Position.Longitude, 1e-12);
        Assert.Equal((-5.4, 0.9, (short)8), (fix.Altitude, fix.Hdop, fix.Satellites));
        Assert.True(double.IsNaN(fix.Speed));
    }

    [Fact]
    public void Gll_gives_place_and_time_of_day() =>
        Assert.Equal(new LocalTime(22, 54, 44), NmeaLine.One("GPGLL,4916.45,N,12311.12,W,225444,A").TimeOfDay);

    [Fact]
    public void Gll_of_an_old_receiver_gives_a_place_without_time()
    {
        var wire = NmeaLine.Hear("GPGLL,4916.45,N,12311.12,W", "GPGLL,4916.46,N,12311.12,W");
        Assert.Equal([TimeQuality.None, TimeQuality.None], wire.Fixes.Select(f => f.TimeQuality));
        Assert.Equal(49 + 16.46 / 60, wire.Fixes[1].Position.Latitude, 1e-12);
    }

    [Theory]
    [InlineData("AN", FixValidity.Valid, FixFlags.None)]
    [InlineData("NN", FixValidity.Invalid, FixFlags.None)]
    [InlineData("RA", FixValidity.Valid, FixFlags.Differential)]
    [InlineData("NE", FixValidity.Valid, FixFlags.Estimated)]
    [InlineData("AE", FixValidity.Valid, FixFlags.None)]
    public void Gns_has_a_mode_for_each_satellite_system(string modes, FixValidity validity, FixFlags flags)
    {
        var fix = NmeaLine.One($"GNGNS,014035.00,4332.69262,S,17235.48549,E,{modes},13,0.9,25.63,11.24,,");
        Assert.Equal((validity, flags), (fix.Validity, fix.Flags));
        Assert.Equal((25.63, 0.9, (short)13), (fix.Altitude, fix.Hdop, fix.Satellites));
    }

    [Theory]
    [InlineData("GPVTG,054.7,T,034.4,M,005.5,N,010.2,K,A", 5.5 * 1852 / 3600)]
    [InlineData("GPVTG,054.7,T,034.4,M,,N,036.0,K,A", 10)]
    [InlineData("GPVTG,054.7,034.4,005.5,010.2", 5.5 * 1852 / 3600)]
    public void Vtg_gives_the_open_epoch_speed_and_course(string vtg, double speed)
    {
        var fix = NmeaLine.One("GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,", vtg);
        Assert.Equal(speed, fix.Speed, 1e-12);
        Assert.Equal(54.7, fix.Course, 1e-12);
    }

    [Fact]
    public void Gsa_gives_the_open_epoch_its_dilution() =>
        Assert.Equal(1.3, NmeaLine.One(Rmc, "GNGSA,A,3,04,05,,09,12,,,24,,,,,2.5,1.3,2.1,1").Hdop);

    [Fact]
    public void Zda_dates_what_has_no_date() =>
        Assert.Equal(Instant.FromUtc(2026, 2, 28, 12, 0, 1), NmeaLine.One("GPZDA,120000.00,28,02,2026,00,00", "GPGGA,120001,4807.038,N,01131.000,E,1,08,0.9,5,M,46.9,M,,").FixTime);

    [Theory]
    [InlineData("0", FixValidity.Invalid, FixFlags.None)]
    [InlineData("", FixValidity.Invalid, FixFlags.None)]
    [InlineData("1", FixValidity.Valid, FixFlags.None)]
    [InlineData("2", FixValidity.Valid, FixFlags.Differential)]
    [InlineData("4", FixValidity.Valid, FixFlags.Differential)]
    [InlineData("5", FixValidity.Valid, FixFlags.Differential)]
    [InlineData("6", FixValidity.Valid, FixFlags.Estimated)]
    [InlineData("7", FixValidity.Valid, FixFlags.Estimated)]
    [InlineData("8", FixValidity.Valid, FixFlags.Estimated)]
    public void The_quality_of_gga_says_how_much_a_place_is_worth(string quality, FixValidity validity, FixFlags flags)
    {
        var fix = NmeaLine.One($"GPGGA,123519,4807.038,N,01131.000,E,{quality},08,0.9,545.4,M,46.9,M,,");
        Assert.Equal((validity, flags), (fix.Validity, fix.Flags));
    }

    [Theory]
    [InlineData("A", "A", FixValidity.Valid, FixFlags.None)]
    [InlineData("A", "D", FixValidity.Valid, FixFlags.Differential)]
    [InlineData("A", "E", FixValidity.Valid, FixFlags.Estimated)]
    [InlineData("A", "N", FixValidity.Invalid, FixFlags.None)]
    [InlineData("V", "A", FixValidity.Invalid, FixFlags.None)]
    public void Status_and_mode_of_rmc_say_how_much_a_place_is_worth(string status, string mode, FixValidity validity, FixFlags flags)
    {
        var fix = NmeaLine.One($"GPRMC,123519,{status},4807.038,N,01131.000,E,,,221126,,,{mode}");
        Assert.Equal((validity, flags), (fix.Validity, fix.Flags));
    }

    [Theory]
    [InlineData("4807.0,N,01131.0,E", 48 + 7 / 60.0, 11 + 31 / 60.0)]
    [InlineData("4807.123456789,N,01131.12345678,E", 48 + 7.12345678 / 60, 11 + 31.12345678 / 60)]
    [InlineData("4807,N,01131,E", 48 + 7 / 60.0, 11 + 31 / 60.0)]
    [InlineData("5308.56325,N,1029.12850,E", 53 + 8.56325 / 60, 10 + 29.1285 / 60)]
    [InlineData("7.5,S,0.25,W", -7.5 / 60, -0.25 / 60)]
    [InlineData("9000.0000,N,18000.0000,W", 90, -180)]
    public void Minutes_are_the_two_digits_before_the_point_whatever_the_degrees(string place, double latitude, double longitude)
    {
        var fix = NmeaLine.One($"GPRMC,123519,A,{place},,,221126,,,A");
        Assert.Equal(latitude, fix.Position.Latitude, 1e-9);
        Assert.Equal(longitude, fix.Position.Longitude, 1e-9);
    }

    [Theory]
    [InlineData("GPRMC,123519,A,9000.001,N,01131.000,E,,,221126,,,A", RefusalReason.PositionOutOfRange)]
    [InlineData("GPRMC,123519,A,4807.038,N,18000.001,E,,,221126,,,A", RefusalReason.PositionOutOfRange)]
    [InlineData("GPRMC,123519,A,4860.000,N,01131.000,E,,,221126,,,A", RefusalReason.Malformed)]
    [InlineData("GPRMC,123519,A,48x7.038,N,01131.000,E,,,221126,,,A", RefusalReason.Malformed)]
    [InlineData("GPRMC,123519,A,4807.038,Q,01131.000,E,,,221126,,,A", RefusalReason.Malformed)]
    [InlineData("GPRMC,123519,A,4807.038,,01131.000,E,,,221126,,,A", RefusalReason.Malformed)]
    [InlineData("GPRMC,243519,A,4807.038,N,01131.000,E,,,221126,,,A", RefusalReason.ImpossibleTime)]
    [InlineData("GPRMC,123519,A,4807.038,N,01131.000,E,,,310226,,,A", RefusalReason.ImpossibleTime)]
    [InlineData("GPRMC,12351,A,4807.038,N,01131.000,E,,,221126,,,A", RefusalReason.Malformed)]
    [InlineData("GPZDA,120000,32,01,2026,00,00", RefusalReason.ImpossibleTime)]
    public void What_cannot_be_is_refused(string body, RefusalReason reason)
    {
        var wire = NmeaLine.Hear(body);
        Assert.Empty(wire.Fixes);
        Assert.Equal(1, wire.Counters.RefusedFor(reason));
        Assert.Equal(1, wire.Counters.Refused);
    }

    [Theory]
    [InlineData("GPRMC,,V,,,,,,,,,,N")]
    [InlineData("GPGGA,123519,,,,,0,00,99.99,,,,,,")]
    [InlineData("GPGSV,1,1,01,21,00,000,*")]
    [InlineData("GPTXT,01,01,02,ANTENNA OK")]
    [InlineData("PUBX,00,081350.00,4717.113210,N,00833.915187,E,546.589,G3,2.1,2.0,0.007,77.52,0.007,,0.92,1.19,0.77,9,0,0")]
    [InlineData("PSRMC,123519,A,4807.038,N,01131.000,E,,,221126,,,A")]
    [InlineData("GPRMC")]
    [InlineData("GPRMC,")]
    public void A_sentence_without_place_is_accepted_and_gives_no_fix(string body)
    {
        var wire = NmeaLine.Hear(body.TrimEnd('*'));
        Assert.Empty(wire.Fixes);
        Assert.Equal((1L, 0L, 0L), (wire.Counters.Accepted, wire.Counters.Refused, wire.Counters.SkippedBytes));
    }

    [Theory]
    [InlineData("GP")]
    [InlineData("GN")]
    [InlineData("GL")]
    [InlineData("GA")]
    [InlineData("GB")]
    [InlineData("BD")]
    [InlineData("GQ")]
    [InlineData("PQ")]
    [InlineData("II")]
    [InlineData("EC")]
    public void Any_talker_may_speak(string talker) => Assert.True(NmeaLine.One(talker + Rmc[2..]).HasPosition);

    [Theory]
    [InlineData("010180", 1980)]
    [InlineData("010199", 1999)]
    [InlineData("010100", 2000)]
    [InlineData("010179", 2079)]
    public void Years_of_two_digits_lie_between_1980_and_2079(string date, int year)
    {
        var fix = NmeaLine.One($"GPRMC,000000,A,4807.038,N,01131.000,E,,,{date},,,A");
        Assert.Equal(Instant.FromUtc(year, 1, 1, 0, 0), fix.FixTime);
        Assert.Equal(year < 2010, fix.Flags.HasFlag(FixFlags.WeekRollover));
    }

    [Theory]
    [InlineData("000001", 23, 1)]
    [InlineData("235959", 22, 86399)]
    [InlineData("115957", 23, 43197)]
    [InlineData("115958", 22, 43198)]
    public void A_time_of_day_belongs_to_the_day_nearest_to_the_latest_date(string time, int day, int second)
    {
        var fixes = NmeaLine.Hear("GPRMC,235958,A,4807.038,N,01131.000,E,,,221126,,,A", $"GPGGA,{time},4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,").Fixes;
        Assert.Equal(Instant.FromUtc(2026, 11, day, 0, 0) + Duration.FromSeconds(second), fixes[1].FixTime);
    }

    [Fact]
    public void The_second_before_midnight_said_after_the_date_changed_is_yesterday()
    {
        var fixes = NmeaLine.Hear("GPRMC,000000,A,4807.038,N,01131.000,E,,,231126,,,A", "GPGGA,235959,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,").Fixes;
        Assert.Equal(Instant.FromUtc(2026, 11, 22, 23, 59, 59), fixes[1].FixTime);
    }

    [Fact]
    public void A_leap_second_is_the_next_minute() =>
        Assert.Equal(Instant.FromUtc(2017, 1, 1, 0, 0), NmeaLine.One("GPRMC,235960,A,4807.038,N,01131.000,E,,,311216,,,A").FixTime);
}
