using System.Globalization;
using System.Text;
using Civic.Testing;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>How sentences become one fix, and when it comes out.</summary>
public class NmeaEpochTests
{
    [Fact]
    public void Sentences_of_one_time_are_one_fix_with_all_they_say()
    {
        var fix = NmeaLine.One(Gga(19), "GNVTG,084.4,T,,M,022.4,N,041.5,K,A", "GNGSA,A,3,04,05,,,,,,,,,,,2.5,1.3,2.1,1", Rmc(19), Gll(19));
        Assert.Equal((545.4, 0.9, (short)8, 84.4), (fix.Altitude, fix.Hdop, fix.Satellites, fix.Course));
        Assert.Equal(Instant.FromUtc(2026, 11, 22, 12, 35, 19), fix.FixTime);
        Assert.Equal(22.4 * 1852 / 3600, fix.Speed, 1e-12);
    }

    [Fact]
    public void Without_merging_each_position_sentence_is_a_fix()
    {
        var text = string.Concat(new[] { Gga(19), Rmc(19), Gll(19), Gga(20) }.Select(b => NmeaLine.Of(b)));
        var fixes = NmeaLine.Send(text, new BeaconOptions { MergeNmeaEpochs = false }).Fixes;
        Assert.Equal([TimeQuality.TimeOfDayOnly, TimeQuality.Full, TimeQuality.Full, TimeQuality.Full], fixes.Select(f => f.TimeQuality));
    }

    [Fact]
    public void The_place_written_most_finely_holds()
    {
        var fix = NmeaLine.One("GPGGA,123519,4807.03812,N,01131.00034,E,1,08,0.9,5,M,4,M,,", "GPGLL,4807.04,N,01131.00,E,123519,A");
        Assert.Equal(48 + 7.03812 / 60, fix.Position.Latitude, 1e-12);
    }

    [Fact]
    public void A_warning_of_one_sentence_holds_for_the_epoch() =>
        Assert.Equal(FixValidity.Invalid, NmeaLine.One(Gga(19), Rmc(19).Replace(",A,48", ",V,48", StringComparison.Ordinal)).Validity);

    [Fact]
    public void One_unchecked_sentence_makes_the_epoch_unchecked() =>
        Assert.Equal(FixIntegrity.Unchecked, Assert.Single(NmeaLine.Send(NmeaLine.Of(Gga(19)) + $"${Rmc(19)}\r\n").Fixes).Integrity);

    [Fact]
    public void An_epoch_without_coordinates_gives_no_fix() =>
        Assert.Empty(NmeaLine.Hear("GPRMC,123519,V,,,,,,,221126,,,N", "GPGGA,123519,,,,,0,00,99.9,,,,,,", "GPRMC,123520,V,,,,,,,221126,,,N").Fixes);

    [Fact]
    public void Two_receivers_with_their_own_talkers_share_an_epoch() =>
        Assert.Single(NmeaLine.Hear(Gga(19), "GL" + Gga(19)[2..], "GN" + Rmc(19)[2..]).Fixes);

    [Fact]
    public void A_receiver_without_fractions_of_a_second_loses_none_of_its_places()
    {
        var places = Enumerable.Range(0, 5).Select(i => Rmc(19).Replace("4807.038", $"4807.{i}38", StringComparison.Ordinal)).ToArray();
        Assert.Equal(5, NmeaLine.Hear(places).Fixes.Count);
    }

    [Fact]
    public void A_sentence_sent_twice_is_one_fix() => Assert.Single(NmeaLine.Hear(Rmc(19), Rmc(19), Rmc(19)).Fixes);

    [Fact]
    public void A_steady_receiver_is_heard_with_the_last_sentence_of_its_cycle_and_not_a_cycle_later()
    {
        string[] cycle(int second) => [Rmc(second), Gga(second), "GPGSV,1,1,01,21,00,000,"];
        var count = 0;
        for (var second = 10; second < 20; second++)
        {
            var heard = Listen([.. Enumerable.Range(10, second - 9).SelectMany(cycle)]);
            count += heard == second - 9 ? 1 : 0;
        }

        // Two cycles to learn which sentence is the last.
        Assert.Equal(8, count);
    }

    [Fact]
    public void When_the_cycle_changes_no_place_is_lost()
    {
        var bodies = Enumerable.Range(10, 10).SelectMany(s => new[] { Rmc(s), Gga(s) })
            .Concat(Enumerable.Range(20, 20).SelectMany(s => new[] { Gga(s), Rmc(s) })).ToArray();
        var fixes = NmeaLine.Hear(bodies).Fixes;
        Assert.Equal(Enumerable.Range(10, 30), fixes.Select(f => f.FixTime!.Value.InUtc().Second));

        // The change itself costs the one epoch that was closed too early its speed, and no other.
        Assert.Equal(1, fixes.Count(f => double.IsNaN(f.Speed) || double.IsNaN(f.Altitude)));
    }

    [Property(MaxTest = 200)]
    public void Merged_fixes_do_not_depend_on_how_the_bytes_are_cut(int seed)
    {
        var random = new Random(seed);
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(i => NmeaLine.Of(Any(random, 10 + i / random.Next(1, 5))))));
        for (var flips = random.Next(4); flips > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        var cuts = Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(bytes.Length + 1)).Order();
        Assert.Equal(new Wire(NmeaLine.Protocol).Send(bytes).Fixes, new Wire(NmeaLine.Protocol).SendCut(bytes, cuts).Fixes);
    }

    private static string Any(Random random, int second) => random.Next(6) switch
    {
        0 or 1 => Rmc(second),
        2 or 3 => Gga(second),
        4 => Gll(second),
        _ => "GNVTG,084.4,T,,M,022.4,N,041.5,K,A",
    };

    /// <summary>Fixes that came out before the stream ended.</summary>
    private static int Listen(params string[] bodies)
    {
        var reader = new BeaconReader(NmeaLine.Protocol);
        var fixes = new FixBuffer();
        var input = new System.Buffers.ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(string.Concat(bodies.Select(b => NmeaLine.Of(b)))));
        reader.Read(ref input, Wire.Now, fixes, new System.Buffers.ArrayBufferWriter<byte>());
        return fixes.Count;
    }

    private static string Rmc(int second) => string.Create(CultureInfo.InvariantCulture, $"GPRMC,1235{second:00},A,4807.038,N,01131.000,E,022.4,084.4,221126,003.1,W,A");

    private static string Gga(int second) => string.Create(CultureInfo.InvariantCulture, $"GPGGA,1235{second:00},4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,");

    private static string Gll(int second) => string.Create(CultureInfo.InvariantCulture, $"GPGLL,4807.038,N,01131.000,E,1235{second:00},A");
}
