namespace Civic.Geo;

/// <summary>How much of an accuracy circle lies in a circular area.</summary>
internal static class CircleShare
{
    /// <summary>Beyond this radius the edge is taken as straight; over an accuracy of 1 km that errs by less than 0.01 %.</summary>
    private const double StraightEdge = 8_000_000;

    /// <summary>
    /// The lens formula, with the area's radius replaced by the one its edge has in the tangent plane. Right to 0.1 % for accuracies up to 50 km.
    /// </summary>
    /// <param name="signedDistance">Metres from the middle of the accuracy circle to the edge, negative inside.</param>
    /// <param name="radius">Radius of the area, metres.</param>
    /// <param name="accuracy">Radius of the accuracy circle, metres, above 0.</param>
    public static double Of(double signedDistance, double radius, double accuracy)
    {
        if (signedDistance >= accuracy)
        {
            return 0;
        }

        if (-signedDistance >= accuracy)
        {
            return 1;
        }

        var r = radius < StraightEdge ? Wgs84.PolarRadius * Math.Tan(radius / Wgs84.PolarRadius) : 1e9;
        var distance = r + signedDistance;
        if (distance <= accuracy - r)
        {
            return r * r / (accuracy * accuracy);
        }

        // From the middle of the accuracy circle to the common chord, without subtracting large squares.
        var toChord = ((signedDistance * (distance + r)) + (accuracy * accuracy)) / (2 * distance);
        var half = Math.Sqrt(Math.Max(0, (accuracy * accuracy) - (toChord * toChord)));
        var fromArea = Math.Atan2(half, distance - toChord);
        var lens = Segment(accuracy, Math.Atan2(half, toChord)) + Segment(r, fromArea);
        return Math.Clamp(lens / (Math.PI * accuracy * accuracy), 0, 1);
    }

    /// <summary>Area of a circular segment of that half angle.</summary>
    private static double Segment(double radius, double angle)
    {
        var square = angle * angle;
        return radius * radius * (angle < 1e-2
            ? angle * square * ((2.0 / 3) - (2.0 / 15 * square) + (4.0 / 315 * square * square))
            : angle - (Math.Sin(2 * angle) / 2));
    }
}
