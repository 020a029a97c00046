namespace Civic.Geo;

/// <summary>Where a hole must lie.</summary>
internal static class HoleRules
{
    /// <summary>Refuses holes outside the shell or inside another hole. The rings are known not to cross.</summary>
    public static void ThrowIfMisplaced(PolygonRing[] rings, string parameter)
    {
        var boundaries = Array.ConvertAll(rings, ring => new BoundaryIndex([ring], parameter));
        for (var i = 1; i < rings.Length; i++)
        {
            if (!IsInside(rings[i], boundaries[0]))
            {
                throw new ArgumentException($"Hole {i - 1} is not inside the shell: {Place(rings[i])} lies outside.", parameter);
            }

            for (var j = 1; j < rings.Length; j++)
            {
                var mayHold = j != i && rings[i].Area <= rings[j].Area && AreaBounds.Meet(boundaries[i].Bounds, boundaries[j].Bounds);
                if (mayHold && IsInside(rings[i], boundaries[j]))
                {
                    throw new ArgumentException($"Hole {i - 1} lies in hole {j - 1}; leave one of them out.", parameter);
                }
            }
        }
    }

    private static string Place(PolygonRing ring) => FormattableString.Invariant($"{ring.Corners[0].Latitude}, {ring.Corners[0].Longitude}");

    /// <summary>The first corner that is not on the other ring decides.</summary>
    private static bool IsInside(PolygonRing inner, BoundaryIndex outer)
    {
        foreach (var corner in inner.Corners)
        {
            var distance = outer.SignedDistance(corner);
            if (Math.Abs(distance) > 2 * MeridianIndex.OnBoundary)
            {
                return distance < 0;
            }
        }

        return outer.Contains(inner.Corners[0]);
    }
}
