namespace Civic.Geo;

/// <summary>Where a straight walk ends.</summary>
/// <param name="Point">The place reached; longitude -180 to 180.</param>
/// <param name="FinalCourse">Degrees clockwise from true north on arrival, in the direction of travel, -180 to 180.</param>
public readonly record struct GeodesicDirect(GeoPoint Point, double FinalCourse);
