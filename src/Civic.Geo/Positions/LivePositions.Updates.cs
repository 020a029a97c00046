using NodaTime;

namespace Civic.Geo;

/// <content>Taking in positions.</content>
public sealed partial class LivePositions
{
    private const int Bracket = ChangeLog.MostChanges;

    /// <summary>Takes in one position; see <see cref="PositionOutcome"/> for what may become of it. About 100 ns.</summary>
    /// <param name="position">A device's position.</param>
    /// <param name="receivedAt">When the host received it.</param>
    /// <returns>Whether it was taken, and why not.</returns>
    /// <exception cref="InvalidOperationException">Another thread is writing.</exception>
    public PositionOutcome Update(in DevicePosition position, Instant receivedAt)
    {
        if (Screen(in position, receivedAt.ToUnixTimeMilliseconds(), out var stored) is { } refusal)
        {
            return refusal;
        }

        _store.Reserve(1);
        var logged = _store.Log.BeginWrite();
        var outcome = _store.Put(in stored, _options.MaximumDevices, logged);
        _store.Log.EndWrite();
        return outcome;
    }

    /// <summary>Takes in a batch, one position after the other; the same result as one call for each, two to three times as quick.</summary>
    /// <remarks>A query sees each sixteen of the batch, counted from its beginning, together or not at all.</remarks>
    /// <param name="positions">Positions; of one device, in any order, the newest wins.</param>
    /// <param name="receivedAt">When the host received them.</param>
    /// <param name="outcomes">Takes what became of each; empty when nobody asks.</param>
    /// <returns>How many were taken.</returns>
    /// <exception cref="ArgumentException"><paramref name="outcomes"/> is neither empty nor as long as <paramref name="positions"/>.</exception>
    /// <exception cref="InvalidOperationException">Another thread is writing.</exception>
    public int Update(ReadOnlySpan<DevicePosition> positions, Instant receivedAt, Span<PositionOutcome> outcomes = default)
    {
        if (!outcomes.IsEmpty && outcomes.Length < positions.Length)
        {
            throw new ArgumentException("Needs room for each position's outcome.", nameof(outcomes));
        }

        var received = receivedAt.ToUnixTimeMilliseconds();
        Span<PositionOutcome> became = stackalloc PositionOutcome[Bracket];
        var taken = 0;
        for (var begin = 0; begin < positions.Length; begin += Bracket)
        {
            var count = Math.Min(Bracket, positions.Length - begin);
            Put(positions.Slice(begin, count), received, became);
            for (var i = 0; i < count; i++)
            {
                taken += became[i] <= PositionOutcome.Moved ? 1 : 0;
            }

            if (!outcomes.IsEmpty)
            {
                became[..count].CopyTo(outcomes[begin..]);
            }
        }

        return taken;
    }

    private void Put(ReadOnlySpan<DevicePosition> positions, long received, Span<PositionOutcome> outcomes)
    {
        Span<StoredPosition> stored = stackalloc StoredPosition[Bracket];
        var refused = 0u;
        for (var i = 0; i < positions.Length; i++)
        {
            if (Screen(in positions[i], received, out stored[i]) is { } refusal)
            {
                outcomes[i] = refusal;
                refused |= 1u << i;
            }
        }

        _store.Reserve(Bracket);
        _store.ReadAhead(stored[..positions.Length]);
        var logged = _store.Log.BeginWrite();
        for (var i = 0; i < positions.Length; i++)
        {
            if ((refused & (1u << i)) == 0)
            {
                outcomes[i] = _store.Put(in stored[i], _options.MaximumDevices, logged);
            }
        }

        _store.Log.EndWrite();
    }

    /// <summary>Checks what can be checked without looking at the device; the reason for refusing, or the position as stored.</summary>
    private PositionOutcome? Screen(in DevicePosition position, long received, out StoredPosition stored)
    {
        stored = default;
        if (!position.Point.IsValid)
        {
            return PositionOutcome.InvalidPoint;
        }

        var accuracy = position.Accuracy;
        if (accuracy < 0 || double.IsInfinity(accuracy))
        {
            return PositionOutcome.InvalidAccuracy;
        }

        var time = position.FixTime.ToUnixTimeMilliseconds();
        if (time > received + _clockTolerance)
        {
            return PositionOutcome.TooFarAhead;
        }

        if (time < 0 || time <= received - _timeToLive)
        {
            return PositionOutcome.TooOld;
        }

        var stamp = FixStamp.Pack(time, accuracy);
        var kept = (double)FixStamp.Accuracy(stamp);
        var level = CellGrid.LevelOf(double.IsNaN(kept) ? _options.DefaultAccuracy : kept);
        var cell = CellGrid.Encode(position.Point, level, out var latitude, out var longitude);
        stored = new StoredPosition(position.Device.Value, cell, latitude, longitude, stamp);
        return null;
    }
}
