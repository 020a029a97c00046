using NodaTime;

namespace Civic.Geo.Tests.Positions;

/// <summary>Queries beside a running writer see the state of one instant.</summary>
public class LivePositionsSnapshotTests
{
    private const int Devices = 400;
    private const int Together = 16;
    private const int Readers = 3;
    private const int Queries = 120;
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 22, 0, 0);
    private static readonly GeoPoint Center = new(37.5665, 126.9780);
    private readonly LivePositions _index = new();
    private int _done;

    [Fact]
    public async Task A_query_sees_the_state_after_some_batch_and_nothing_else()
    {
        Assert.Equal(Devices, _index.Update([.. Enumerable.Range(0, Devices).Select(device => State(device, -1))], Start));
        Task[] readers = [.. Enumerable.Range(0, Readers).Select(seed => Alongside(() => Check(seed)))];
        var batch = new DevicePosition[Together];
        for (var number = 0; !Task.WhenAll(readers).IsCompleted; number++)
        {
            for (var i = 0; i < Together; i++)
            {
                batch[i] = State(Mover(number, i), number);
            }

            Assert.Equal(Together, _index.Update(batch, batch[0].FixTime));
            Volatile.Write(ref _done, number + 1);
        }

        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Devices_that_come_and_go_are_seen_once()
    {
        Task[] readers = [.. Enumerable.Range(0, Readers).Select(_ => Alongside(CheckComingAndGoing))];
        for (var round = 0; !Task.WhenAll(readers).IsCompleted; round++)
        {
            var now = Start + Duration.FromSeconds(round);
            for (var device = 0u; device < 100; device += 7)
            {
                var id = (device + (uint)round) % 100;
                var there = Geodesic.Destination(Center, id * 3, (round * 37) % 5000);
                _index.Update(new DevicePosition(new DeviceId(id), there, now, (round % 9) * 100), now);
                _index.Remove(new DeviceId((id + 50) % 100));
            }
        }

        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task An_index_that_grows_answers_meanwhile()
    {
        const int Grown = 60_000;
        var reader = Alongside(() =>
        {
            var found = new DeviceId[Grown];
            for (var count = 0; count < Grown;)
            {
                var before = _index.Count;
                count = _index.Within(Center, 30_000, found);
                Assert.InRange(count, before, _index.Count);
                Assert.Equal(Enumerable.Range(0, count).Select(i => new DeviceId((ulong)i)), found.Take(count));
            }
        });
        for (var i = 0; i < Grown; i++)
        {
            var there = new GeoPoint(Center.Latitude + (i % 400 / 4000.0), Center.Longitude + (i % 317 / 4000.0));
            Assert.Equal(PositionOutcome.Added, _index.Update(new DevicePosition(new DeviceId((ulong)i), there, Start), Start));
        }

        await reader;
    }

    [Fact]
    public async Task A_crowded_and_busy_cell_is_read_whole()
    {
        const int Crowd = 20_000;
        for (var i = 0; i < Crowd; i++)
        {
            _index.Update(new DevicePosition(new DeviceId((ulong)i), Center, Start), Start);
        }

        var readers = Enumerable.Range(0, Readers).Select(_ => Alongside(() =>
        {
            var found = new DeviceId[Crowd];
            for (var query = 0; query < 50; query++)
            {
                Assert.Equal(Crowd, _index.Within(Center, 1, found));
                Assert.Equal(new DeviceId(Crowd - 1), found[^1]);
            }
        })).ToArray();
        for (var i = 0; !Task.WhenAll(readers).IsCompleted; i++)
        {
            var now = Start + Duration.FromMilliseconds(i + 1);
            Assert.Equal(PositionOutcome.Moved, _index.Update(new DevicePosition(new DeviceId((ulong)i % Crowd), Center, now, i % 200), now));
        }

        await Task.WhenAll(readers);
    }

    private static Task Alongside(Action check) => Task.Factory.StartNew(check, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void CheckComingAndGoing()
    {
        var found = new DeviceId[200];
        for (var query = 0; query < Queries * 10; query++)
        {
            var count = _index.Within(Center, 50_000, found);
            Assert.InRange(count, 0, 100);
            Assert.Equal(found.Take(count).Distinct().OrderBy(d => d.Value), found.Take(count));
            var device = new DeviceId((ulong)query % 100);
            Assert.Equal(_index.TryGet(device, out var position) ? device : default, position.Device);
        }
    }

    private void Check(int seed)
    {
        var random = new Random(seed);
        var positions = new DevicePosition[Devices];
        var found = new DeviceId[Devices];
        for (var query = 0; query < Queries; query++)
        {
            var before = Volatile.Read(ref _done);
            if (random.Next(2) == 0)
            {
                Assert.Equal(Devices, _index.PositionsWithin(new GeoCircle(Center, 200_000), positions));
                var last = positions.Max(Number);
                Assert.InRange(last, before - 1, Volatile.Read(ref _done));
                Assert.All(positions, (position, device) => Assert.Equal(LastMove(device, last), Number(position)));
                continue;
            }

            var middle = Geodesic.Destination(Center, random.Next(360), random.Next(3000));
            var radius = random.Next(100, 3000);
            DeviceId[] inside = found[.._index.Within(middle, radius, found)];
            var latest = Volatile.Read(ref _done);
            Assert.True(
                Enumerable.Range(before - 1, latest - before + 2).Any(number => inside.SequenceEqual(Inside(middle, radius, number))),
                $"No state between {before - 1} and {latest} has just these {inside.Length} devices in the circle.");
        }
    }

    /// <summary>The devices of a batch: each moves in one of every 25 batches, in changing company.</summary>
    private static int Mover(int number, int i) => ((number * Together) + i) % Devices;

    /// <summary>The batch that moved a device last, when that many are done.</summary>
    private static int LastMove(int device, int number)
    {
        var last = number - ((((number * Together) + Together - 1 - device) % Devices + Devices) % Devices / Together);
        return last < 0 ? -1 : last;
    }

    private static IEnumerable<DeviceId> Inside(GeoPoint middle, double radius, int number) =>
        Enumerable.Range(0, Devices).Where(device => Geodesic.Distance(middle, State(device, LastMove(device, number)).Point) <= radius).Select(device => new DeviceId((ulong)device));

    /// <summary>Where a batch put a device: anywhere in a few dozen cells, now and then on another level of the grid. The fix time tells the batch.</summary>
    private static DevicePosition State(int device, int number)
    {
        var random = new Random((device * 7919) + number);
        var place = new GeoPoint(Center.Latitude + ((random.NextDouble() - 0.5) * 0.02), Center.Longitude + ((random.NextDouble() - 0.5) * 0.02));
        var accuracy = random.Next(8) == 0 ? 1000 : 10;
        return new DevicePosition(new DeviceId((ulong)device), place, Start + Duration.FromSeconds(number + 1), accuracy);
    }

    private static int Number(DevicePosition position) => (int)(position.FixTime - Start).TotalSeconds - 1;
}
