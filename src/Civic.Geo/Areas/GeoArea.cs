namespace Civic.Geo;

/// <summary>
/// A part of the Earth's surface: <see cref="GeoCircle"/>, <see cref="GeoPolygon"/>, <see cref="GeoMultiPolygon"/> or
/// <see cref="GeoCorridor"/>. Immutable and safe to share between threads.
/// </summary>
/// <remarks>Edges are geodesics of the WGS 84 ellipsoid. The boundary counts as inside. Nothing allocates after construction.</remarks>
public abstract class GeoArea
{
    private protected GeoArea()
    {
    }

    /// <summary>The smallest box known to hold the area; it may be slightly larger, never smaller.</summary>
    public abstract GeoBounds Bounds { get; }

    /// <summary>Surface in square metres.</summary>
    public abstract double Area { get; }

    /// <summary>Whether <paramref name="point"/> is inside or on the boundary; right to 1 cm. An invalid point is outside.</summary>
    public abstract bool Contains(GeoPoint point);

    /// <summary>Geodesic metres from <paramref name="point"/> to the nearest boundary: negative inside, positive outside; NaN for an invalid point.</summary>
    public abstract double SignedDistance(GeoPoint point);

    /// <summary>How <paramref name="box"/> lies to the area. Cheap and conservative: for choosing index cells.</summary>
    public abstract AreaRelation Relate(in GeoBounds box);

    /// <summary>
    /// Share of the accuracy circle around <paramref name="center"/> that lies inside, 0 to 1.
    /// With an accuracy of 0 it is 1 inside and 0 outside.
    /// </summary>
    /// <param name="center">Reported position; of an invalid one nothing is inside.</param>
    /// <param name="accuracy">Radius of the accuracy circle in metres, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="accuracy"/> is negative or NaN.</exception>
    public abstract double Overlap(GeoPoint center, double accuracy);

    private protected static void ThrowIfNoAccuracy(double accuracy)
    {
        if (!(accuracy >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(accuracy), accuracy, "An accuracy is 0 metres or more.");
        }
    }
}
