namespace Civic.Geo;

/// <summary>Circumference and surface of a ring of geodesic edges.</summary>
/// <param name="Perimeter">Metres.</param>
/// <param name="SignedArea">
/// Square metres, positive when the ring runs counter-clockwise around the surface; between minus half and plus half of the Earth's surface,
/// so that the smaller of the two sides is meant.
/// </param>
public readonly record struct GeodesicRing(double Perimeter, double SignedArea);
