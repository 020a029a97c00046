using System.Runtime.InteropServices;
using NodaTime;

namespace Civic.Geo;

/// <summary>
/// Where millions of devices were last: newest fix wins, old ones expire, and "who is inside this area now?" is answered
/// in microseconds, exactly. Kept in flat arrays, about 37 bytes a device in a city.
/// </summary>
/// <remarks>
/// <para><b>Threads.</b> One writer at a time (<c>Update</c>, <see cref="Remove"/>, <see cref="Expire"/>; a second one at once is
/// misuse and throws where it is noticed) beside any number of queries. Every query answers for one instant during its call: it sees
/// all changes that were complete when it began, and none that began after it. The writer waits for no query, except for one that
/// a crowded, busy cell kept from reading, and then for the reading of that cell. Queries wait for no writer, except at their start for the
/// change or the sixteen changes of a batch under way. While a query runs, the writer keeps 32 bytes for each change; that memory is used again.</para>
/// <para><b>Exactness.</b> Circles are geodesic circles of WGS 84. A point is kept to within 50 nm, or three billionths of its accuracy
/// radius if that is more than 256 m; the answers are exact for the kept points, which <see cref="TryGet"/> shows. Longitude 180 comes back as -180.
/// An accuracy is kept rounded up, by less than 0.4 %, and fix times to the millisecond.</para>
/// <para><b>Order.</b> Devices come in ascending order of their number unless the query wants them as stored, nearest ones by distance and then
/// number: the same state gives the same answer, whatever the history. A buffer too short takes the first of that order.</para>
/// <para><b>Privacy.</b> Last positions only, no history. Queries give device numbers; positions and distances where the method's name asks for them.</para>
/// </remarks>
public sealed partial class LivePositions
{
    private readonly PositionStore _store = new();
    private readonly LivePositionsOptions _options;

    /// <summary>Milliseconds; as good as for ever when there is no time to live.</summary>
    private readonly long _timeToLive;
    private readonly long _clockTolerance;

    /// <summary>Block at which the search for expired devices goes on.</summary>
    private int _expiry = 1;

    /// <summary>An empty index.</summary>
    /// <param name="options">Settings; <see langword="null"/> takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public LivePositions(LivePositionsOptions? options = null)
    {
        _options = options ?? new LivePositionsOptions();
        _options.Validate();
        _timeToLive = (long)(_options.TimeToLive?.TotalMilliseconds ?? long.MaxValue / 2);
        _clockTolerance = (long)_options.ClockTolerance.TotalMilliseconds;
    }

    /// <summary>How many devices are held.</summary>
    public int Count => _store.Count;

    /// <summary>Where one device was last, as stored; for callers who may know.</summary>
    /// <param name="device">Who.</param>
    /// <param name="position">Its position, or the default value.</param>
    /// <returns>Whether the device is held.</returns>
    public bool TryGet(DeviceId device, out DevicePosition position)
    {
        var snapshot = _store.Log.Enter();
        var found = _store.TryRead(device.Value, out var stored);
        _store.Log.Leave(snapshot);
        snapshot.Release();
        position = found ? stored.ToDevicePosition() : default;
        return found;
    }

    /// <summary>Forgets a device. A late fix that arrives afterwards is taken as new.</summary>
    /// <param name="device">Who.</param>
    /// <returns>Whether the device was held.</returns>
    /// <exception cref="InvalidOperationException">Another thread is writing.</exception>
    public bool Remove(DeviceId device)
    {
        var logged = _store.Log.BeginWrite();
        var removed = _store.Remove(device.Value, logged);
        _store.Log.EndWrite();
        return removed;
    }

    /// <summary>Forgets devices whose fix time is <see cref="LivePositionsOptions.TimeToLive"/> or more before <paramref name="now"/>.</summary>
    /// <remarks>
    /// Looks at each device once: about 15 ms for ten million. When the buffer is full, others may be left: call again, it goes on where it stopped.
    /// </remarks>
    /// <param name="now">The present.</param>
    /// <param name="expired">Takes the devices forgotten, ascending.</param>
    /// <returns>How many were forgotten; never more than the buffer takes. Always 0 without a time to live.</returns>
    /// <exception cref="InvalidOperationException">Another thread is writing.</exception>
    public int Expire(Instant now, Span<DeviceId> expired)
    {
        var numbers = MemoryMarshal.Cast<DeviceId, ulong>(expired);
        var found = 0;
        var limit = FixStamp.After(now.ToUnixTimeMilliseconds() - _timeToLive);
        for (var blocks = _store.Blocks.End; blocks > 0 && found < numbers.Length; blocks--)
        {
            _expiry = _expiry < _store.Blocks.End ? _expiry : 1;
            found += _store.ExpireBlock(_expiry, limit, numbers[found..], out var finished);
            _expiry += finished ? 1 : 0;
        }

        numbers[..found].Sort();
        return found;
    }
}
