namespace Civic.Geo;

/// <summary>Any area: whole cells where the area can tell, single positions along its boundary.</summary>
internal struct AreaRegion(GeoArea area, MembershipRule rule, int level) : IRegion
{
    private CellKey _cell;

    public readonly GeoBounds Bounds => rule.Membership == AreaMembership.Possible ? GlobeBounds.Grow(area.Bounds, CellGrid.Reach(level)) : area.Bounds;

    public AreaRelation Enter(CellKey key)
    {
        _cell = key;
        var box = CellGrid.Bounds(key);
        var relation = area.Relate(in box);
        return rule.Membership switch
        {
            AreaMembership.Possible when relation != AreaRelation.Inside => Around(in box) == AreaRelation.Outside ? AreaRelation.Outside : AreaRelation.Mixed,
            AreaMembership.Certain when relation != AreaRelation.Outside => Around(in box) == AreaRelation.Inside ? AreaRelation.Inside : AreaRelation.Mixed,
            _ => relation,
        };
    }

    public readonly uint Match(ref readonly Block block, uint present)
    {
        var lanes = 0u;
        for (var rest = present; rest != 0; rest &= rest - 1)
        {
            var lane = int.TrailingZeroCount((int)rest);
            var point = CellGrid.Decode(_cell, block.Latitude[lane], block.Longitude[lane]);
            var selected = rule.Membership == AreaMembership.Reported
                ? area.Contains(point)
                : area.SignedDistance(point) <= rule.Allowance(block.Stamp[lane]) + GeoCircle.Tolerance;
            lanes |= selected ? 1u << lane : 0;
        }

        return lanes;
    }

    /// <summary>How everything that a device in the box may reach lies to the area.</summary>
    private readonly AreaRelation Around(ref readonly GeoBounds box)
    {
        var grown = GlobeBounds.Grow(in box, CellGrid.Reach(level));
        return area.Relate(in grown);
    }
}
