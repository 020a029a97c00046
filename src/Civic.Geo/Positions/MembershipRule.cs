namespace Civic.Geo;

/// <summary>How near to the middle of a circle, or to the boundary of an area, a position has to be to count.</summary>
/// <param name="Membership">The policy.</param>
/// <param name="DefaultAccuracy">Metres, for positions without accuracy.</param>
internal readonly record struct MembershipRule(AreaMembership Membership, double DefaultAccuracy)
{
    /// <summary>Metres by which the position may lie outside (positive) or has to lie inside (negative).</summary>
    public double Allowance(ulong stamp)
    {
        if (Membership == AreaMembership.Reported)
        {
            return 0;
        }

        double accuracy = FixStamp.Accuracy(stamp);
        accuracy = double.IsNaN(accuracy) ? DefaultAccuracy : accuracy;
        return Membership == AreaMembership.Possible ? accuracy : -accuracy;
    }

    /// <summary>The least allowance of any position on a level.</summary>
    public double LeastAllowance(int level) => Membership == AreaMembership.Certain ? -CellGrid.Reach(level) : 0;

    /// <summary>The greatest allowance of any position on a level.</summary>
    public double MostAllowance(int level) => Membership == AreaMembership.Possible ? CellGrid.Reach(level) : 0;
}
