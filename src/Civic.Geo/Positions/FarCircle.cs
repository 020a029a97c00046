namespace Civic.Geo;

/// <summary>A circle of any size anywhere, poles and half the Earth included: bounds first, the geodesic where they leave doubt.</summary>
internal struct FarCircle(GeoPoint center, double radius, MembershipRule rule, int level) : IRegion
{
    private CellKey _cell;

    public readonly GeoBounds Bounds => GlobeBounds.Grow(new GeoBounds(center.Latitude, center.Longitude, center.Latitude, center.Longitude), radius + rule.MostAllowance(level));

    public AreaRelation Enter(CellKey key)
    {
        _cell = key;
        var box = CellGrid.Bounds(key);
        var (least, most) = GlobeBounds.Distance(center, new GeoPoint((box.South + box.North) / 2, (box.West + box.East) / 2));
        var around = CellGrid.HalfDiagonal(level, key.Row);
        return most + around <= radius + rule.LeastAllowance(level) ? AreaRelation.Inside
            : least - around > radius + rule.MostAllowance(level) ? AreaRelation.Outside
            : AreaRelation.Mixed;
    }

    public readonly uint Match(ref readonly Block block, uint present)
    {
        var lanes = 0u;
        for (var rest = present; rest != 0; rest &= rest - 1)
        {
            var lane = int.TrailingZeroCount((int)rest);
            var limit = radius + rule.Allowance(block.Stamp[lane]);
            var point = CellGrid.Decode(_cell, block.Latitude[lane], block.Longitude[lane]);
            var (least, most) = GlobeBounds.Distance(center, point);
            if (most <= limit || (least <= limit && Geodesic.Distance(center, point) <= limit))
            {
                lanes |= 1u << lane;
            }
        }

        return lanes;
    }
}
