using NodaTime;

namespace Civic.Geo.Tests.Positions;

public class LivePositionsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);
    private static readonly GeoPoint CityHall = new(37.5665, 126.9780);

    [Fact]
    public void A_late_fix_never_moves_a_device_back()
    {
        var index = new LivePositions();
        Assert.Equal(PositionOutcome.Added, index.Update(At(1, CityHall, Now), Now));
        Assert.Equal(PositionOutcome.NotNewer, index.Update(At(1, new GeoPoint(0, 0), Now - Duration.FromSeconds(1)), Now));
        Assert.Equal(PositionOutcome.NotNewer, index.Update(At(1, new GeoPoint(0, 0), Now), Now));
        Assert.Equal(PositionOutcome.Moved, index.Update(At(1, CityHall, Now + Duration.FromMilliseconds(1)), Now));
        Assert.True(index.TryGet(new DeviceId(1), out var held));
        Assert.InRange(Geodesic.Distance(CityHall, held.Point), 0, 1e-7);
    }

    [Fact]
    public void What_cannot_be_believed_is_refused_with_a_reason()
    {
        var index = new LivePositions(new LivePositionsOptions { TimeToLive = Duration.FromHours(1), MaximumDevices = 1 });
        Assert.Equal(PositionOutcome.TooFarAhead, index.Update(At(1, CityHall, Now + Duration.FromSeconds(61)), Now));
        Assert.Equal(PositionOutcome.TooOld, index.Update(At(1, CityHall, Now - Duration.FromHours(1)), Now));
        Assert.Equal(PositionOutcome.TooOld, index.Update(At(1, CityHall, Instant.FromUtc(1969, 12, 31, 23, 59)), Instant.FromUtc(1970, 1, 1, 0, 0)));
        Assert.Equal(PositionOutcome.InvalidPoint, index.Update(At(1, new GeoPoint(90.1, 0), Now), Now));
        Assert.Equal(PositionOutcome.InvalidPoint, index.Update(At(1, new GeoPoint(double.NaN, 0), Now), Now));
        Assert.Equal(PositionOutcome.InvalidAccuracy, index.Update(At(1, CityHall, Now) with { Accuracy = -1 }, Now));
        Assert.Equal(PositionOutcome.InvalidAccuracy, index.Update(At(1, CityHall, Now) with { Accuracy = double.PositiveInfinity }, Now));
        Assert.Equal(PositionOutcome.Added, index.Update(At(1, CityHall, Now + Duration.FromSeconds(60)), Now));
        Assert.Equal(PositionOutcome.Full, index.Update(At(2, CityHall, Now), Now));
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void Expired_devices_are_given_out_once_even_through_a_short_buffer()
    {
        var index = new LivePositions(new LivePositionsOptions { TimeToLive = Duration.FromMinutes(10) });
        for (var i = 0u; i < 1000; i++)
        {
            index.Update(At(i, Geodesic.Destination(CityHall, i, i * 20), Now - Duration.FromSeconds(i % 2)), Now);
        }

        var expired = new List<DeviceId>();
        var buffer = new DeviceId[7];
        for (var count = buffer.Length; count == buffer.Length;)
        {
            count = index.Expire(Now + Duration.FromMinutes(10) - Duration.FromSeconds(1), buffer);
            Assert.True(buffer.AsSpan(0, count).ToArray().Select(d => d.Value).SequenceEqual(buffer.Take(count).Select(d => d.Value).Order()));
            expired.AddRange(buffer[..count]);
        }

        Assert.Equal(Enumerable.Range(0, 500).Select(i => (ulong)(2 * i) + 1), expired.Select(d => d.Value).Order());
        Assert.Equal(500, index.Count);
    }

    [Fact]
    public void Neighbours_across_the_antimeridian_are_found()
    {
        var index = new LivePositions();
        var west = new GeoPoint(0, 179.999);
        var east = new GeoPoint(0, -179.999);
        index.Update(At(1, west, Now), Now);
        index.Update(At(2, east, Now), Now);
        var found = new DeviceId[2];
        Assert.Equal(2, index.Within(west, 1000, found));
        Assert.Equal(2, index.Within(east, 1000, found));
        Assert.Equal(2, index.Within(new GeoCircle(east, 223), found));
        Assert.Equal(1, index.Within(east, 222, found));
        var nearest = new NearbyDevice[2];
        Assert.Equal(2, index.Nearest(west, nearest));
        Assert.Equal(Geodesic.Distance(west, east), nearest[1].Distance, 6);
    }

    [Fact]
    public void Devices_around_a_pole_are_neighbours()
    {
        var index = new LivePositions();
        for (var i = 0u; i < 360; i++)
        {
            index.Update(At(i, new GeoPoint(89.999, i - 180.0), Now), Now);
        }

        index.Update(At(1000, new GeoPoint(90, 77), Now), Now);
        var found = new DeviceId[400];
        Assert.Equal(361, index.Within(new GeoPoint(90, 0), 112, found));
        Assert.Equal(1, index.Within(new GeoPoint(90, 0), 111, found));
        Assert.Equal(361, index.Within(new GeoPoint(89.999, 13), 224, found));
    }

    [Fact]
    public void The_corner_of_the_bounding_box_is_not_near()
    {
        var index = new LivePositions();
        index.Update(At(1, new GeoPoint(0.00876, 0.0087), Now), Now);
        Assert.Equal(0, index.CountWithin(new GeoCircle(new GeoPoint(0, 0), 1000)));
        Assert.Equal(1, index.CountWithin(new GeoCircle(new GeoPoint(0, 0), 1370)));
    }

    [Theory]
    [InlineData(37.5665, 126.978, 160.9344)]
    [InlineData(37.5665, 126.978, 20_000)]
    [InlineData(0, 180, 5)]
    [InlineData(-89.9999, 0, 300)]
    [InlineData(70, -180, 150_000)]
    public void A_ring_one_centimetre_inside_and_outside_is_told_apart(double latitude, double longitude, double radius)
    {
        var center = new GeoPoint(latitude, longitude);
        var index = new LivePositions();
        for (var i = 0u; i < 3600; i++)
        {
            index.Update(At(i, Geodesic.Destination(center, i / 10.0, radius + (i % 2 == 0 ? -0.01 : 0.01)), Now), Now);
        }

        var found = new DeviceId[3600];
        var count = index.Within(center, radius, found);
        Assert.Equal(Enumerable.Range(0, 1800).Select(i => new DeviceId((ulong)i * 2)), found[..count]);
        Assert.Equal(1800, index.CountWithin(new GeoCircle(center, radius)));
    }

    [Fact]
    public void Alerts_include_whom_accuracy_may_put_inside_and_charges_only_whom_it_must()
    {
        var index = new LivePositions(new LivePositionsOptions { DefaultAccuracy = 100 });
        var circle = new GeoCircle(CityHall, 30);
        index.Update(At(1, Geodesic.Destination(CityHall, 90, 50), Now) with { Accuracy = 50 }, Now);
        index.Update(At(2, Geodesic.Destination(CityHall, 90, 20), Now) with { Accuracy = 5 }, Now);
        index.Update(At(3, Geodesic.Destination(CityHall, 90, 20), Now) with { Accuracy = 11 }, Now);
        index.Update(At(4, Geodesic.Destination(CityHall, 180, 129), Now), Now);
        index.Update(At(5, Geodesic.Destination(CityHall, 180, 131), Now), Now);
        index.Update(At(6, Geodesic.Destination(CityHall, 0, 250_000), Now) with { Accuracy = 250_000 }, Now);
        Assert.Equal([2, 3], Devices(index, circle, AreaMembership.Reported));
        Assert.Equal([2], Devices(index, circle, AreaMembership.Certain));
        Assert.Equal([1, 2, 3, 4, 6], Devices(index, circle, AreaMembership.Possible));
    }

    [Fact]
    public void A_count_of_few_is_not_told()
    {
        var index = new LivePositions();
        index.Update(At(1, CityHall, Now), Now);
        index.Update(At(2, CityHall, Now), Now);
        Assert.Null(index.CountWithin(new GeoCircle(CityHall, 10), minimum: 3));
        Assert.Equal(2, index.CountWithin(new GeoCircle(CityHall, 10), minimum: 2));
    }

    [Fact]
    public void A_crowd_in_one_spot_is_one_cell_like_any_other()
    {
        var index = new LivePositions();
        for (var i = 0u; i < 5000; i++)
        {
            index.Update(At(i, CityHall, Now), Now);
        }

        for (var i = 0u; i < 5000; i += 3)
        {
            Assert.True(index.Remove(new DeviceId(i)));
        }

        var found = new DeviceId[5000];
        var count = index.Within(CityHall, 0, found);
        Assert.Equal(Enumerable.Range(0, 5000).Where(i => i % 3 != 0).Select(i => (ulong)i), found.Take(count).Select(d => d.Value));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(0x9E37_79B9_7F4A_7C15UL)]
    [InlineData(1UL << 50)]
    [InlineData(0x0001_0000_0001_0000UL)]
    [InlineData(4096UL)]
    public void Many_devices_come_in_order_whatever_their_numbers(ulong step)
    {
        var index = new LivePositions();
        var devices = Enumerable.Range(0, 3000).Select(i => new DeviceId((ulong)i * step)).ToArray();
        foreach (var (device, i) in devices.Select((device, i) => (device, i)))
        {
            index.Update(new DevicePosition(device, Geodesic.Destination(CityHall, i * 0.1, 1000 + ((i * 37) % 500)), Now), Now);
        }

        var found = new DeviceId[3000];
        Assert.Equal(3000, index.Within(CityHall, 2000, found));
        Assert.Equal(devices.OrderBy(d => d.Value), found);
        Assert.Equal(3000, index.Within(CityHall, 2000, found, new PositionQuery(Order: PositionOrder.AsStored)));
        Assert.Equal(devices.OrderBy(d => d.Value), found.OrderBy(d => d.Value));
    }

    [Fact]
    public void Neither_moves_nor_queries_allocate()
    {
        var index = new LivePositions();
        var positions = new DevicePosition[2000];
        var found = new DeviceId[2000];
        var nearest = new NearbyDevice[10];
        for (var round = 0; round < 60; round++)
        {
            Play(round);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Play(60);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2000, index.Count);

        void Play(int round)
        {
            for (var i = 0u; i < positions.Length; i++)
            {
                positions[i] = At(i, new GeoPoint(37.5 + (((i * 7) + round) % 50 / 1000.0), 127 + (i % 60 / 1000.0)), Now + Duration.FromSeconds(round));
            }

            var now = Now + Duration.FromSeconds(round);
            index.Update(positions, now);
            index.Update(in positions[0], now);
            index.Within(CityHall, 5000, found);
            index.Nearest(CityHall, nearest);
        }
    }

    [Fact]
    public void Misuse_is_told_at_once()
    {
        var index = new LivePositions();
        Assert.Throws<ArgumentException>(() => index.Within(new GeoPoint(91, 0), 1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Within(CityHall, double.NaN, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Within(CityHall, -1, []));
        Assert.Throws<ArgumentNullException>(() => index.Within(null!, []));
        Assert.Throws<ArgumentException>(() => index.Update(new DevicePosition[3], Now, new PositionOutcome[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LivePositions(new LivePositionsOptions { MaximumDevices = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LivePositions(new LivePositionsOptions { DefaultAccuracy = double.NaN }));
    }

    [Fact]
    public void Nobodys_whereabouts_reach_a_log()
    {
        Assert.Equal("DevicePosition", At(7, CityHall, Now).ToString());
        Assert.Equal("NearbyDevice", new NearbyDevice(new DeviceId(7), 12).ToString());
    }

    private static ulong[] Devices(LivePositions index, GeoArea area, AreaMembership membership)
    {
        var found = new DeviceId[16];
        return [.. found[..index.Within(area, found, new PositionQuery(membership))].Select(d => d.Value)];
    }

    private static DevicePosition At(uint device, GeoPoint point, Instant time) => new(new DeviceId(device), point, time);
}
