using NodaTime;

namespace Civic.Geo.Tests.Fences;

/// <summary>
/// The rules of fences said as plainly as can be: every fence is asked about every fix, every pair of devices about every
/// move, and time goes from one due instant to the next by looking at everything. For circles only.
/// </summary>
internal sealed class NaiveFenceMonitor(FenceOptions options)
{
    private readonly SortedDictionary<ulong, Fence> _fences = [];
    private readonly SortedDictionary<ulong, MovingFence> _moving = [];
    private readonly SortedDictionary<ulong, Person> _people = [];
    private readonly SortedDictionary<(ulong Fence, ulong Device), Pair> _pairs = [];

    public List<FenceEvent> Events { get; } = [];

    /// <summary>Whether a way only grazed a fence, within what the engine may take either way.</summary>
    public bool Ambiguous { get; private set; }

    public FixOutcome Observe(FenceFix fix)
    {
        var accuracy = double.IsNaN(fix.Accuracy) ? options.DefaultAccuracy : fix.Accuracy;
        if (!fix.Position.IsValid || !(accuracy >= 0) || double.IsInfinity(accuracy))
            return FixOutcome.Invalid;
        if (fix.FixTime - fix.ReceivedAt > options.ClockTolerance)
            return FixOutcome.FromFuture;
        if (fix.ReceivedAt - fix.FixTime >= options.TimeToLive)
            return FixOutcome.Stale;
        if (accuracy > options.MaximumAccuracy)
            return FixOutcome.Imprecise;
        var known = _people.TryGetValue(fix.Device.Value, out var person);
        if (known && fix.FixTime <= person!.FixTime)
            return FixOutcome.Late;

        if (known)
            RunTo(fix.FixTime, person);
        else
            _people.Add(fix.Device.Value, person = new Person(fix.Device));
        var (from, wasLost) = (person!.Position, person.Lost);
        (person.Position, person.Accuracy, person.FixTime, person.Lost) = (fix.Position, accuracy, fix.FixTime, false);
        if (wasLost)
            Regain(person, fix.ReceivedAt);

        foreach (var fence in _fences.Values)
            Judge(fence, person, known && !wasLost ? from : null, known, fix);
        foreach (var fence in _moving.Values)
            Meet(fence, person, known ? FenceEventCause.Fix : FenceEventCause.Initial, fix.ReceivedAt);
        if (wasLost)
            RunTo(fix.FixTime, person);
        return FixOutcome.Accepted;
    }

    public void Advance(Instant now) => RunTo(now, null);

    public void Set(Fence fence, Instant now)
    {
        if (_fences.TryGetValue(fence.Id.Value, out var old) && fence.Version <= old.Version)
            return;
        _fences[fence.Id.Value] = fence;
        foreach (var person in _people.Values)
        {
            var pair = PairOf(fence.Id, person.Device);
            var probability = fence.Area.Overlap(person.Position, person.Accuracy);
            pair.PendingSince = null;
            if (pair.Inside && probability <= fence.Rules.ExitProbability)
                Leave(pair, person, FenceEventCause.FenceChanged, now);
            else if (!pair.Inside && !person.Lost && probability >= fence.Rules.EnterProbability)
                Enter(pair, person, now, FenceEventCause.FenceChanged, now);
        }
    }

    public void Set(MovingFence fence, Instant now)
    {
        if (_moving.TryGetValue(fence.Id.Value, out var old) && fence.Version <= old.Version)
            return;
        _moving[fence.Id.Value] = fence;
        foreach (var person in _people.Values)
        {
            var pair = PairOf(fence.Id, person.Device);
            var near = _people.TryGetValue(fence.Center.Value, out var center) && Watches(fence, person)
                && Geodesic.Distance(center.Position, person.Position) <= fence.Radius;
            if (pair.Inside && !near)
                Leave(pair, person, FenceEventCause.FenceChanged, now);
            else if (!pair.Inside && near && !person.Lost && !center!.Lost)
                Enter(pair, person, now, FenceEventCause.FenceChanged, now);
        }
    }

    public void Remove(FenceId id, Instant now)
    {
        foreach (var person in _people.Values)
        {
            if (_pairs.TryGetValue((id.Value, person.Device.Value), out var pair) && pair.Inside)
                Leave(pair, person, FenceEventCause.FenceDeleted, now);
        }
        _fences.Remove(id.Value);
        _moving.Remove(id.Value);
        foreach (var key in _pairs.Keys.Where(key => key.Fence == id.Value).ToList())
            _pairs.Remove(key);
    }

    private void Judge(Fence fence, Person person, GeoPoint? from, bool known, FenceFix fix)
    {
        var pair = PairOf(fence.Id, person.Device);
        var (wasInside, wasPending) = (pair.Inside, pair.PendingSince is not null);
        var probability = fence.Area.Overlap(person.Position, person.Accuracy);
        var turns = pair.Inside
            ? probability <= fence.Rules.ExitProbability
                && (fence.Rules.MinimumDistance == 0 || fence.Area.SignedDistance(person.Position) >= fence.Rules.MinimumDistance)
            : probability >= fence.Rules.EnterProbability;
        if (!turns)
        {
            pair.PendingSince = null;
            if (!wasInside && !wasPending && from is { } start && start != person.Position && Passes(fence, start, person.Position))
                Raise(pair, person, FenceEventKind.Cross, FenceEventCause.Fix, fix.ReceivedAt);
        }
        else if (known && fence.Rules.MinimumStay > Duration.Zero)
        {
            pair.PendingSince ??= person.FixTime;
        }
        else if (pair.Inside)
        {
            Leave(pair, person, FenceEventCause.Fix, fix.ReceivedAt);
        }
        else
        {
            Enter(pair, person, person.FixTime, known ? FenceEventCause.Fix : FenceEventCause.Initial, fix.ReceivedAt);
        }
    }

    private void Meet(MovingFence fence, Person moved, FenceEventCause cause, Instant now)
    {
        if (!_people.TryGetValue(fence.Center.Value, out var center))
            return;
        foreach (var person in moved == center ? [.. _people.Values] : new[] { moved })
        {
            var pair = PairOf(fence.Id, person.Device);
            if (person == center || person.Lost || center.Lost || !Watches(fence, person))
                continue;
            var distance = Geodesic.Distance(center.Position, person.Position);
            if (pair.Inside && distance > fence.Radius + fence.MinimumDistance)
                Leave(pair, person, FenceEventCause.Fix, now);
            else if (!pair.Inside && distance <= fence.Radius)
                Enter(pair, person, now, cause, now);
        }
    }

    private void RunTo(Instant until, Person? only)
    {
        while (true)
        {
            var next = _people.Values.Where(person => (only is null || person == only) && !person.Lost)
                .Select(person => (Due: NextDue(person), Person: person))
                .Where(entry => entry.Due <= until).OrderBy(entry => entry.Due).ThenBy(entry => entry.Person.Device.Value).FirstOrDefault();
            if (next.Person is null)
                return;
            Fire(next.Person, next.Due);
        }
    }

    private Instant NextDue(Person person) =>
        PairsOf(person).SelectMany(pair => new[] { PendingDue(pair), DwellDue(pair) }).Append(person.FixTime + options.TimeToLive).Min();

    private Instant PendingDue(Pair pair) =>
        pair.PendingSince is { } since ? since + _fences[pair.Fence.Value].Rules.MinimumStay : Instant.MaxValue;

    private Instant DwellDue(Pair pair) =>
        pair.Inside && !pair.Dwelt && _fences.TryGetValue(pair.Fence.Value, out var fence) && fence.Rules.Dwell is { } dwell
            ? pair.Since + dwell : Instant.MaxValue;

    private void Fire(Person person, Instant due)
    {
        var at = due > person.FixTime ? due : person.FixTime;
        foreach (var pair in PairsOf(person))
        {
            if (DwellDue(pair) <= due)
            {
                pair.Dwelt = true;
                Raise(pair, person, FenceEventKind.Dwell, FenceEventCause.Time, at);
            }
            if (PendingDue(pair) > due)
                continue;
            pair.PendingSince = null;
            if (pair.Inside)
                Leave(pair, person, FenceEventCause.Time, at);
            else
                Enter(pair, person, at, FenceEventCause.Time, at);
        }
        if (person.FixTime + options.TimeToLive > due)
            return;
        person.Lost = true;
        foreach (var pair in TouchedBy(person))
        {
            pair.PendingSince = null;
            if (!pair.Inside || pair.Lost)
                continue;
            pair.Lost = true;
            Raise(pair, _people[pair.Device.Value], FenceEventKind.Lost, FenceEventCause.Expiry, at);
        }
    }

    private void Regain(Person person, Instant now)
    {
        foreach (var pair in TouchedBy(person).Where(pair => pair.Lost))
        {
            var centerLost = _moving.TryGetValue(pair.Fence.Value, out var fence) && _people[fence.Center.Value].Lost;
            if (centerLost || _people[pair.Device.Value].Lost)
                continue;
            pair.Lost = false;
            Raise(pair, _people[pair.Device.Value], FenceEventKind.Regained, FenceEventCause.Fix, now);
        }
    }

    private void Enter(Pair pair, Person person, Instant since, FenceEventCause cause, Instant now)
    {
        (pair.Inside, pair.Since, pair.Dwelt, pair.PendingSince) = (true, since, false, null);
        if (cause != FenceEventCause.Initial || options.ReportInitial)
            Raise(pair, person, _moving.ContainsKey(pair.Fence.Value) ? FenceEventKind.Approach : FenceEventKind.Enter, cause, now);
    }

    private void Leave(Pair pair, Person person, FenceEventCause cause, Instant now)
    {
        (pair.Inside, pair.PendingSince, pair.Lost) = (false, null, false);
        Raise(pair, person, _moving.ContainsKey(pair.Fence.Value) ? FenceEventKind.Leave : FenceEventKind.Exit, cause, now);
    }

    private void Raise(Pair pair, Person person, FenceEventKind kind, FenceEventCause cause, Instant now)
    {
        var fence = _fences.GetValueOrDefault(pair.Fence.Value);
        var moving = _moving.GetValueOrDefault(pair.Fence.Value);
        if (fence is not null && !fence.Rules.Events.HasFlag((FenceEventKinds)(1 << (int)kind)))
            return;
        var center = moving is null ? null : _people.GetValueOrDefault(moving.Center.Value);
        Events.Add(new FenceEvent
        {
            Kind = kind,
            Cause = cause,
            Fence = pair.Fence,
            Version = fence?.Version ?? moving!.Version,
            Subject = person.Device,
            Sequence = ++pair.Sequence,
            FixTime = person.FixTime,
            EvaluatedAt = now,
            Position = person.Position,
            Distance = fence?.Area.SignedDistance(person.Position)
                ?? (center is null ? double.NaN : Geodesic.Distance(person.Position, center.Position)),
            Center = moving?.Center,
            CenterPosition = center?.Position,
        });
    }

    private bool Passes(Fence fence, GeoPoint from, GeoPoint to)
    {
        if (!fence.Rules.Events.HasFlag(FenceEventKinds.Cross) || fence.Area.SignedDistance(from) <= 0 || fence.Area.SignedDistance(to) <= 0)
            return false;
        var line = Geodesic.Inverse(from, to);
        var (low, high) = (0.0, line.Distance);
        for (var i = 0; i < 60; i++)
        {
            var (left, right) = (low + ((high - low) / 3), high - ((high - low) / 3));
            if (DistanceAt(left) < DistanceAt(right))
                high = right;
            else
                low = left;
        }
        var nearest = DistanceAt(low);
        Ambiguous |= Math.Abs(nearest) < 0.01;
        return nearest <= 0;

        double DistanceAt(double along) => fence.Area.SignedDistance(Geodesic.Destination(from, line.InitialCourse, along));
    }

    private static bool Watches(MovingFence fence, Person person) =>
        person.Device != fence.Center && (fence.Companion is null || fence.Companion == person.Device);

    private IEnumerable<Pair> PairsOf(Person person) => _pairs.Values.Where(pair => pair.Device == person.Device).ToList();

    private IEnumerable<Pair> TouchedBy(Person person) => _pairs.Values
        .Where(pair => pair.Device == person.Device || (_moving.TryGetValue(pair.Fence.Value, out var fence) && fence.Center == person.Device)).ToList();

    private Pair PairOf(FenceId fence, DeviceId device)
    {
        if (!_pairs.TryGetValue((fence.Value, device.Value), out var pair))
            _pairs.Add((fence.Value, device.Value), pair = new Pair(fence, device));
        return pair;
    }

    private sealed class Person(DeviceId device)
    {
        public DeviceId Device => device;
        public GeoPoint Position;
        public double Accuracy;
        public Instant FixTime;
        public bool Lost;
    }

    private sealed class Pair(FenceId fence, DeviceId device)
    {
        public FenceId Fence => fence;
        public DeviceId Device => device;
        public long Sequence;
        public bool Inside;
        public Instant Since;
        public Instant? PendingSince;
        public bool Dwelt;
        public bool Lost;
    }
}
