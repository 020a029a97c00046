namespace Civic.Geo;

/// <summary>A piece of the boundary as the meridian index keeps it: from west to east, in degrees east of the index's own meridian.</summary>
/// <param name="West">Western end.</param>
/// <param name="East">Eastern end; taken as it is from the next piece, so that no meridian falls between two.</param>
/// <param name="South">Latitude it does not go below.</param>
/// <param name="North">Latitude it does not go above.</param>
/// <param name="Latitude">Latitude from west (0) to east (1).</param>
/// <param name="Border">Degrees of latitude within which a place may be on the piece.</param>
/// <param name="Side">Degrees of longitude beyond the ends within which a place may be on it.</param>
/// <param name="InsideAbove">1 when the inside is above, -1 when it is below.</param>
/// <param name="Piece">Number of the piece it comes from.</param>
internal readonly record struct MeridianEdge(
    double West, double East, double South, double North, Cubic Latitude, double Border, double Side, int InsideAbove, int Piece)
{
    /// <summary>Latitude at a longitude; beyond the ends that of the end.</summary>
    public double At(double east)
    {
        var width = East - West;
        return Latitude.At(width > 0 ? Math.Clamp((east - West) / width, 0, 1) : 0);
    }

    /// <summary>The same edge seen from a full turn away.</summary>
    public MeridianEdge Shifted(double degrees) => this with { West = West + degrees, East = East + degrees };
}
