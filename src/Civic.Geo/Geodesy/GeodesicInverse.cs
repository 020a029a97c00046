namespace Civic.Geo;

/// <summary>The shortest way between two places.</summary>
/// <param name="Distance">Metres, 0 to about 20,003,931; NaN when a place is not one.</param>
/// <param name="InitialCourse">Degrees clockwise from true north at the start, -180 to 180.</param>
/// <param name="FinalCourse">Degrees clockwise from true north on arrival, in the direction of travel, -180 to 180.</param>
public readonly record struct GeodesicInverse(double Distance, double InitialCourse, double FinalCourse);
