namespace Civic.Geo.Areas;

/// <summary>Slow and simple checks that hold for every area.</summary>
internal static class AreaChecks
{
    /// <summary>Looks at a grid of points of the box.</summary>
    public static void RelationHolds(GeoArea area, GeoBounds box)
    {
        var relation = area.Relate(box);
        if (relation == AreaRelation.Mixed)
        {
            return;
        }

        const int Steps = 8;
        var width = box.CrossesAntimeridian ? box.East - box.West + 360 : box.East - box.West;
        for (var i = 0; i <= Steps; i++)
        {
            for (var j = 0; j <= Steps; j++)
            {
                var latitude = Math.Min(box.North, box.South + ((box.North - box.South) * i / Steps));
                var longitude = j == Steps ? box.East : box.West + (width * j / Steps);
                longitude = longitude > 180 ? longitude - 360 : longitude;
                Assert.Equal(relation == AreaRelation.Inside, area.Contains(new GeoPoint(latitude, longitude)));
            }
        }
    }

    /// <summary>Share of a regular net of 10,000 points of equal weight over the accuracy circle that is inside.</summary>
    public static double CountedShare(GeoArea area, GeoPoint center, double accuracy)
    {
        const int Rings = 100;
        const int Spokes = 100;
        var inside = 0;
        for (var ring = 0; ring < Rings; ring++)
        {
            var distance = accuracy * Math.Sqrt((ring + 0.5) / Rings);
            for (var spoke = 0; spoke < Spokes; spoke++)
            {
                var course = ((spoke * 360.0) + (ring * 137.5)) / Spokes;
                inside += area.Contains(Geodesic.Destination(center, course, distance)) ? 1 : 0;
            }
        }

        return inside / (double)(Rings * Spokes);
    }
}
