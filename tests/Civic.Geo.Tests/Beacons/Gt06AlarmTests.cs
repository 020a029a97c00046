namespace Civic.Geo.Beacons;

public class Gt06AlarmTests
{
    private static readonly byte[] Cell = [1, 0xCC, 0, 0x28, 0x7D, 0, 0x1F, 0x71];

    [Theory]
    [InlineData(0x01, FixFlags.Sos)]
    [InlineData(0x02, FixFlags.PowerCut)]
    [InlineData(0x03, FixFlags.Vibration)]
    [InlineData(0x04, FixFlags.DeviceFenceEnter)]
    [InlineData(0x05, FixFlags.DeviceFenceExit)]
    [InlineData(0x06, FixFlags.Overspeed)]
    [InlineData(0x0E, FixFlags.LowBattery)]
    [InlineData(0x30, FixFlags.OtherAlarm)]
    [InlineData(0x00, FixFlags.None)]
    public void The_alarm_byte_of_a_position_becomes_a_flag(byte alarm, FixFlags expected)
    {
        foreach (byte[] body in new byte[][]
        {
            [.. Gt06Frames.PositionBody(), 9, .. Cell, 0x40, 6, 4, alarm, 2],
            [.. Gt06Frames.PositionBody(), 8, .. Cell, 0x40, 6, 4, alarm, 2],
            [.. Gt06Frames.PositionBody(), 10, 0x81, 0xCC, 0, .. Cell[2..], 0x40, 6, 4, alarm, 2],
            [.. Gt06Frames.PositionBody(), 0, 0x40, 6, 4, alarm, 2],
        })
        {
            var fix = One(Gt06Frames.Build(0x16, body));
            Assert.Equal(expected | FixFlags.IgnitionOff, fix.Flags);
            Assert.Equal(alarm, fix.EventCode);
            Assert.Equal(100, fix.Battery);
            Assert.True(fix.HasPosition);
        }
    }

    [Fact]
    public void The_wider_cell_of_4g_is_stepped_over()
    {
        byte[] cell = [1, 0xCC, 0, 0, 0, 0x91, 0x91, 0, 0, 0, 0, 9, 6, 0x17, 3];
        Assert.True(One(Gt06Frames.Build(0xA4, [.. Gt06Frames.PositionBody(), 16, .. cell, 0x46, 5, 4, 1, 0, 0xFF])).Flags.HasFlag(FixFlags.Sos));
        Assert.True(One(Gt06Frames.Build(0xA3, [.. Gt06Frames.PositionBody(), .. cell, 0x46, 5, 4, 1, 0, 0xFF])).Flags.HasFlag(FixFlags.Sos));
        var withoutPosition = One(Gt06Frames.Build(0xA5, [.. cell, 0x46, 5, 4, 1, 0]));
        Assert.True(withoutPosition.Flags.HasFlag(FixFlags.Sos));
        Assert.False(withoutPosition.HasPosition);
    }

    [Theory]
    [InlineData(0x00, FixFlags.IgnitionOff)]
    [InlineData(0x02, FixFlags.IgnitionOn)]
    [InlineData(0x04, FixFlags.IgnitionOff | FixFlags.Charging)]
    [InlineData(0x08, FixFlags.IgnitionOff | FixFlags.Vibration)]
    [InlineData(0x10, FixFlags.IgnitionOff | FixFlags.PowerCut)]
    [InlineData(0x18, FixFlags.IgnitionOff | FixFlags.LowBattery)]
    [InlineData(0x20, FixFlags.IgnitionOff | FixFlags.Sos)]
    public void The_state_of_a_heartbeat_becomes_flags(byte state, FixFlags expected)
    {
        Assert.Equal(expected, One(Gt06Frames.Build(0x13, [state, 3, 4, 0, 2])).Flags);
        Assert.Equal(expected, One(Gt06Frames.Build(0x23, [state, 1, 0x22, 4, 0, 1])).Flags);
    }

    [Fact]
    public void A_heartbeat_with_bytes_of_its_own_in_the_place_of_the_alarm_raises_none()
    {
        Assert.Equal(FixFlags.IgnitionOn | FixFlags.Charging, One(Gt06Frames.Build(0x13, [0x46, 0x0B, 0x12, 4, 0])).Flags);
        Assert.Equal(FixFlags.IgnitionOn | FixFlags.Charging, One(Gt06Frames.Build(0x13, [0x46, 6, 4, 1, 0x83])).Flags);
    }

    [Fact]
    public void A_dashcam_says_its_alarm_in_three_shapes()
    {
        byte[] time = [26, 11, 21, 4, 6, 59];
        var block = Gt06Frames.PositionBody();
        byte[] place = block[7..15];
        byte[] flags = block[16..18];
        var shortOne = One(Gt06Frames.Build(0x95, [.. time, 0x93]));
        Assert.Equal(FixFlags.Crash, shortOne.Flags);
        Assert.False(shortOne.HasPosition);
        var plain = One(Gt06Frames.Build(0x95, [.. time, .. place, .. flags, 1, 0, 0]));
        Assert.Equal(FixFlags.Sos, plain.Flags);
        Assert.Equal(37.5665, plain.Position.Latitude, 1e-6);
        var prefixed = One(Gt06Frames.Build(0x95, [0xFF, 0xFF, 1, .. time, 0xDF, .. place, .. flags, 0, 36, 0, 0x87, 0x69, 0, 0]));
        Assert.Equal(FixFlags.OtherAlarm, prefixed.Flags);
        Assert.Equal(0x69u, prefixed.EventCode);
        Assert.Equal(10, prefixed.Speed, 1e-9);
        Assert.Equal(15, prefixed.Satellites);
    }

    private static Fix One(byte[] frame) =>
        Assert.Single(new Wire(BeaconProtocols.Standard["gt06"], new BeaconOptions { Device = DeviceKey.Parse("359339075005244") }).Send(frame).Fixes);
}
