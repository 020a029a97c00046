namespace Civic.Geo.Areas;

/// <summary>A ring as many points a short way apart: everything by looking at all of them.</summary>
internal sealed class NaiveRing
{
    private readonly List<GeoPoint> _points = [];

    public NaiveRing(GeoPoint[] ring, int pointsAnEdge)
    {
        for (var i = 0; i < ring.Length; i++)
        {
            var way = Geodesic.Inverse(ring[i], ring[(i + 1) % ring.Length]);
            for (var part = 0; part < pointsAnEdge; part++)
            {
                _points.Add(Geodesic.Destination(ring[i], way.InitialCourse, way.Distance * part / pointsAnEdge));
            }
        }
    }

    public double LongestStep => Enumerable.Range(0, _points.Count).Max(i => Geodesic.Distance(_points[i], _points[(i + 1) % _points.Count]));

    /// <summary>How often the courses to the points go round the compass: once from inside, not at all from outside.</summary>
    public bool Contains(GeoPoint place)
    {
        double turned = 0;
        var last = Geodesic.Inverse(place, _points[^1]).InitialCourse;
        foreach (var point in _points)
        {
            var course = Geodesic.Inverse(place, point).InitialCourse;
            turned += Math.IEEERemainder(course - last, 360);
            last = course;
        }

        return Math.Abs(turned) > 180;
    }

    public double Distance(GeoPoint place) => _points.Min(point => Geodesic.Distance(place, point));
}
