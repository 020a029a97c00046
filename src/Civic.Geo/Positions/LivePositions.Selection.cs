namespace Civic.Geo;

/// <content>Choosing how to look for a region.</content>
public sealed partial class LivePositions
{
    /// <summary>Metres of the first circle that is searched for the nearest devices; each further one is twice as large.</summary>
    private const double FirstRadius = 125;

    /// <summary>The devices of one instant in a circle, unsorted; the caller releases the snapshot.</summary>
    private Snapshot Select(GeoPoint center, double radius, PositionQuery query, bool keepPositions)
    {
        var snapshot = _store.Log.Enter();
        snapshot.Hits.Clear(keepPositions);
        try
        {
            Gather(snapshot, center, radius, query);
        }
        finally
        {
            _store.Log.Leave(snapshot);
        }

        return snapshot;
    }

    /// <summary>The devices of one instant in an area, unsorted; the caller releases the snapshot.</summary>
    private Snapshot Select(GeoArea area, PositionQuery query, bool keepPositions)
    {
        ArgumentNullException.ThrowIfNull(area);
        if (area is GeoCircle circle)
        {
            return Select(circle.Center, circle.Radius, query, keepPositions);
        }

        var snapshot = _store.Log.Enter();
        snapshot.Hits.Clear(keepPositions);
        try
        {
            var rule = new MembershipRule(query.Membership, _options.DefaultAccuracy);
            for (var level = 0; level < CellGrid.Levels; level++)
            {
                Scan(snapshot, new AreaRegion(area, rule, level), level, query);
            }
        }
        finally
        {
            _store.Log.Leave(snapshot);
        }

        return snapshot;
    }

    private void Gather(Snapshot snapshot, GeoPoint center, double radius, PositionQuery query)
    {
        var rule = new MembershipRule(query.Membership, _options.DefaultAccuracy);
        var limit = radius >= Wgs84.GreatestDistance ? double.PositiveInfinity : radius + GeoCircle.Tolerance;
        for (var level = 0; level < CellGrid.Levels; level++)
        {
            if (NearCircle.Fits(center, limit, rule, level))
            {
                Scan(snapshot, new NearCircle(center, limit, rule, level), level, query);
            }
            else
            {
                Scan(snapshot, new FarCircle(center, limit, rule, level), level, query);
            }
        }
    }

    private void Scan<TRegion>(Snapshot snapshot, TRegion region, int level, PositionQuery query)
        where TRegion : struct, IRegion
    {
        var since = query.FixedSince is { } time ? FixStamp.Floor(time) : 0;
        new CellScan<TRegion>(_store, snapshot, region, since).Run(level);
    }
}
