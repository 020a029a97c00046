using Civic.City.Feeds;
using Civic.City.Fences;
using Civic.Geo;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.City.Live;

/// <summary>
/// The state of the city: who is where, and what happens at the fences. Changed by the intake's one loop only; the page
/// asks beside it.
/// </summary>
internal sealed class LiveCity
{
    private static readonly Duration SosHolds = Duration.FromSeconds(20);
    private readonly DeviceRegister _register;
    private readonly CityEvents _events;
    private readonly FenceMonitor _monitor;
    private readonly IReadOnlyList<CityFence> _fences;
    private readonly FenceEventBuffer _happened = new();
    private readonly DeviceId[] _expired = new DeviceId[1024];
    private readonly Dictionary<DeviceId, Instant> _sos = [];
    private long _expiredCount;
    private bool _eveningIsOver;
    private volatile IReadOnlyList<FenceCount> _inside = [];
    private volatile IReadOnlySet<DeviceId> _calling = new HashSet<DeviceId>();

    public LiveCity(CityOptions options, FenceFile fences, DeviceRegister register, CityEvents events, IClock clock)
    {
        _register = register;
        _events = events;
        _fences = fences.Fences;
        var keep = Duration.FromMinutes(options.KeepMinutes);
        Positions = new LivePositions(new LivePositionsOptions
        {
            TimeToLive = keep,
            DefaultAccuracy = FixReading.UnknownAccuracy,
            MaximumDevices = DeviceRegister.MaxDevices,
        });
        _monitor = new FenceMonitor(new FenceOptions { TimeToLive = keep, DefaultAccuracy = FixReading.UnknownAccuracy });
        foreach (var fence in _fences)
        {
            _monitor.Set(fence.Fence, clock.GetCurrentInstant(), _happened);
        }
    }

    /// <summary>Who is where; may be asked on any thread.</summary>
    public LivePositions Positions { get; }

    /// <summary>How many devices are inside each fence.</summary>
    public IReadOnlyList<FenceCount> Inside => _inside;

    /// <summary>Devices whose SOS key was held a moment ago.</summary>
    public IReadOnlySet<DeviceId> Calling => _calling;

    /// <summary>Devices that were silent for too long and left the map.</summary>
    public long Expired => Interlocked.Read(ref _expiredCount);

    /// <summary>What became of fixes.</summary>
    public FixTally Tally { get; } = new();

    /// <summary>Takes fixes in.</summary>
    public void Apply(FixSource source, ReadOnlySpan<Fix> fixes)
    {
        if (source.Kind == SourceKind.Evening && _eveningIsOver)
        {
            return;
        }

        foreach (ref readonly var fix in fixes)
        {
            if (fix.Device.IsNone || !_register.TryIdentify(fix.Device, source, out var device))
            {
                Tally.Count("no device");
                continue;
            }

            if (source.Kind == SourceKind.Device)
            {
                source.Feed.NoteRealDevice();
            }

            NoteSos(fix, device, source.Feed.Name);
            if (fix.Validity != FixValidity.Valid)
            {
                Tally.Count("no valid position");
                continue;
            }

            Move(device, fix, source);
        }
    }

    /// <summary>Lets time pass: silent devices are lost, stays come due.</summary>
    public void Advance(Instant now)
    {
        int count;
        while ((count = Positions.Expire(now, _expired)) > 0)
        {
            Interlocked.Add(ref _expiredCount, count);
        }

        _monitor.Advance(now, _happened);
        Publish();
        _inside = _fences.Select(f => new FenceCount(f.Look.Id, _monitor.Members(f.Fence.Id, FenceMembership.Entered, []))).ToList();
        foreach (var quiet in _sos.Where(s => now - s.Value > SosHolds).Select(s => s.Key).ToList())
        {
            _sos.Remove(quiet);
        }

        _calling = _sos.Keys.ToHashSet();
    }

    /// <summary>Takes the devices of the evening off the map, out of the fences and out of the register; what they still say is not heard.</summary>
    public void ForgetEvening()
    {
        _eveningIsOver = true;
        foreach (var device in _register.RemoveEvening())
        {
            Positions.Remove(device);
            _monitor.Forget(device);
            _sos.Remove(device);
        }
    }

    private void Move(DeviceId device, in Fix fix, FixSource source)
    {
        Positions.TryGet(device, out var last);
        var time = source.Kind == SourceKind.Log ? FixReading.TimeInLog(fix, last.FixTime) : FixReading.Time(fix);
        var accuracy = FixReading.Accuracy(fix);
        var outcome = Positions.Update(new DevicePosition(device, fix.Position, time, accuracy), fix.ReceiveTime);
        Tally.Count(outcome);
        if (outcome is PositionOutcome.Added or PositionOutcome.Moved)
        {
            _monitor.Observe(new FenceFix(device, fix.Position, time, fix.ReceiveTime, accuracy), _happened);
            Publish();
        }
    }

    private void NoteSos(in Fix fix, DeviceId device, string feed)
    {
        if ((fix.Flags & FixFlags.Sos) == 0)
        {
            return;
        }

        if (!_sos.TryAdd(device, fix.ReceiveTime))
        {
            _sos[device] = fix.ReceiveTime;
        }
        else
        {
            _calling = _sos.Keys.ToHashSet();
            _events.Add(new CityEvent(fix.ReceiveTime.ToUnixTimeMilliseconds(), "sos", device.Value, feed, null, null));
        }
    }

    private void Publish()
    {
        foreach (ref readonly var happened in _happened.Events)
        {
            var feed = _register.TryDescribe(happened.Subject, out var device) ? device.Feed : "";
            var time = happened.EvaluatedAt.ToUnixTimeMilliseconds();
            _events.Add(new CityEvent(time, Lower(happened.Kind), happened.Subject.Value, feed, happened.Fence.Value, happened.Cause.ToString()));
        }

        _happened.Clear();
    }

    private static string Lower(FenceEventKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>How many devices are inside a fence.</summary>
internal readonly record struct FenceCount(ulong Fence, int Devices);
