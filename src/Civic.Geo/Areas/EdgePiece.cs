namespace Civic.Geo;

/// <summary>
/// A piece of a geodesic edge, at most 10 km, with its latitude as a cubic in its longitude.
/// </summary>
/// <param name="From">Where it starts, in the direction of the ring.</param>
/// <param name="To">Where it ends. At a pole, both have the longitude of the meridian that leads there.</param>
/// <param name="Middle">Half-way.</param>
/// <param name="Length">Metres.</param>
/// <param name="Turn">Degrees of longitude from start to end, positive to the east.</param>
/// <param name="Latitude">Latitude over the part of the turn that is done; right to 0.1 mm square to the edge.</param>
/// <param name="Edge">Number of the edge in its ring.</param>
/// <param name="Ring">Number of the ring: 0 is the shell.</param>
internal readonly record struct EdgePiece(
    GeoPoint From, GeoPoint To, GeoPoint Middle, double Length, double Turn, Cubic Latitude, int Edge, int Ring)
{
    /// <summary>Whether this is no edge but the step between two meridians at a pole, which only counts for crossings.</summary>
    public bool IsPoleStep => Length == 0;
}
