namespace Civic.Geo;

/// <summary>One ring, measured: its corners, its surface and which way it runs.</summary>
internal sealed class PolygonRing
{
    private const double NearlyHalf = 0.49999;
    private const double SmallestArea = 1e-3;

    public PolygonRing(GeoPoint[] corners, string parameter, string name)
    {
        Corners = corners;
        var measure = default(RingMeasure);
        for (var i = 0; i < corners.Length; i++)
        {
            measure.Add(corners[i], corners[(i + 1) % corners.Length]);
        }

        var (perimeter, area) = measure.Result();
        Perimeter = perimeter;
        Area = Math.Abs(area);
        CounterClockwise = area > 0;
        WrapsTheLongWay = Math.Abs(measure.Unreduced) > Wgs84.Surface / 2;
        if (Area > NearlyHalf * Wgs84.Surface)
        {
            throw new ArgumentException($"The {name} halves the Earth, so that its inside is not clear; split it.", parameter);
        }
    }

    /// <summary>Refuses a ring without a surface; asked last, since a ring that crosses itself may have none by accident.</summary>
    public void ThrowIfEmpty(string parameter, string name)
    {
        if (Area < SmallestArea)
        {
            throw new ArgumentException($"The {name} encloses nothing: its surface is below 10 cm².", parameter);
        }
    }

    /// <summary>Corners in order, the first not repeated.</summary>
    public GeoPoint[] Corners { get; }

    /// <summary>Metres.</summary>
    public double Perimeter { get; }

    /// <summary>Square metres of the smaller side.</summary>
    public double Area { get; }

    /// <summary>Whether the smaller side is on the left.</summary>
    public bool CounterClockwise { get; }

    /// <summary>Whether the smaller side is the one with both poles, although the ring runs around neither.</summary>
    public bool WrapsTheLongWay { get; }

    /// <summary>Whether the South Pole is on the inner side, given the degrees of longitude the ring's pieces turn in all.</summary>
    public bool HoldsSouthPole(double turn) => Math.Abs(turn) > 180 ? CounterClockwise != turn > 0 : WrapsTheLongWay;
}
