using NodaTime;

namespace Civic.Geo;

/// <summary>
/// Tells when devices enter, leave, stay in and pass through fences, and when they come near one another. Give it the
/// fences with <see cref="Set(Fence, Instant, FenceEventBuffer)"/>, every fix with <see cref="Observe(in FenceFix, FenceEventBuffer)"/>, and the
/// time now and then with <see cref="Advance"/>; it appends what happened to the caller's buffer.
/// </summary>
/// <remarks>
/// <para>
/// Deterministic: no clock, no threads, no randomness. The same calls in the same order give the same events, and a batch gives what its fixes
/// give one by one. Time is that of the fixes: what falls due between two fixes of a device is
/// raised before the second, with the instant at which it fell due, whether or not <see cref="Advance"/> was called in between.
/// </para>
/// <para>
/// Area fences look at one device at a time, so a host may spread devices over several monitors by their ids and gets
/// the same events for each device. Moving fences compare devices: those must be in one monitor.
/// </para>
/// <para>
/// Keeps one position a device, the last accepted, and no history. For a device and a fence it has had events with it keeps their number
/// (neither time nor place) until the fence is removed or the device forgotten, so that events can be numbered without gaps.
/// </para>
/// <para>Not safe for use by several threads at once. Allocates only while it grows.</para>
/// </remarks>
public sealed partial class FenceMonitor
{
    private readonly FenceOptions _options;
    private readonly long _timeToLive;
    private readonly long _clockTolerance;

    private readonly SubjectTable _subjects = new();
    private readonly FenceTable _fences = new();
    private readonly Memberships _memberships;
    private readonly DueQueue _due;
    private readonly SubjectGrid _places = new();

    private readonly FenceIndex _index;
    private readonly IntBuffer _found = new();

    /// <summary>Starts with no fences and no devices.</summary>
    /// <param name="options">How fixes are taken; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public FenceMonitor(FenceOptions? options = null)
    {
        _options = options ?? new FenceOptions();
        _options.ThrowIfInvalid(nameof(options));
        _timeToLive = UnixTime.From(_options.TimeToLive);
        _clockTolerance = UnixTime.From(_options.ClockTolerance);
        _memberships = new Memberships(_subjects, _fences);
        _due = new DueQueue(_subjects);
        _index = new FenceIndex(_options.DefaultAccuracy);
    }

    /// <summary>Number of fences, moving ones included.</summary>
    public int FenceCount => _fences.Count;

    /// <summary>Number of devices known, lost ones included.</summary>
    public int SubjectCount => _subjects.Count;

    private void Emit(int membership, FenceEventKind kind, FenceEventCause cause, long evaluatedAt, FenceEventBuffer events)
    {
        ref var item = ref _memberships[membership];
        ref readonly var fence = ref _fences[item.Fence];
        if (!fence.Wants(kind))
            return;

        ref readonly var subject = ref _subjects[item.Subject];
        var raised = new FenceEvent
        {
            Kind = kind,
            Cause = cause,
            Fence = fence.Id,
            Version = fence.Version,
            Subject = subject.Device,
            Sequence = ++item.Sequence,
            FixTime = UnixTime.ToInstant(subject.FixTime),
            EvaluatedAt = UnixTime.ToInstant(evaluatedAt),
            Position = subject.Position,
            Distance = fence.Area?.SignedDistance(subject.Position) ?? double.NaN,
        };
        if (fence.Moving is { } moving)
            raised = WithCenter(raised, moving);
        events.Add(raised);
    }
}
