namespace Civic.Geo;

/// <content>The share of an accuracy circle.</content>
internal sealed partial class MeridianIndex
{
    /// <summary>
    /// Adds up, edge by edge, the part of the disc above the edge: with its sign where the inside is above, against it where below.
    /// </summary>
    public double Share(GeoPoint center, double accuracy)
    {
        var (sin, cos) = Math.SinCos(center.Latitude * Degrees.ToRadians);
        var w2 = 1 - (Wgs84.Eccentricity2 * sin * sin);
        var normal = Wgs84.EquatorialRadius / Math.Sqrt(w2);
        var disc = new Disc(
            East(center.Longitude), center.Latitude, accuracy, normal * cos * Degrees.ToRadians, normal * (1 - Wgs84.Eccentricity2) / w2 * Degrees.ToRadians);
        var reach = accuracy / disc.EastScale;
        var area = Part(disc, Math.Max(0, disc.East - reach), Math.Min(360, disc.East + reach));
        if (disc.East - reach < 0)
        {
            area += Part(disc with { East = disc.East + 360 }, disc.East - reach + 360, 360);
        }

        if (disc.East + reach > 360)
        {
            area += Part(disc with { East = disc.East - 360 }, 0, disc.East + reach - 360);
        }

        var all = Math.PI * accuracy * accuracy;
        return Math.Clamp((area / all) + (_southPoleInside ? 1 : 0), 0, 1);
    }

    private double Part(in Disc disc, double west, double east)
    {
        double area = 0;
        if (west > _span)
        {
            return 0;
        }

        int from = Bucket(west), to = Bucket(east);
        for (var bucket = from; bucket <= to; bucket++)
        {
            for (var i = _starts[bucket]; i < _starts[bucket + 1]; i++)
            {
                ref readonly var edge = ref _edges[_entries[i]];
                double left = Math.Max(edge.West, west), right = Math.Min(edge.East, east);
                if (left < right && Bucket(left) == bucket)
                {
                    area += edge.InsideAbove * disc.Above(edge, left, right);
                }
            }
        }

        return area;
    }

    /// <summary>An accuracy circle in degrees east and north, with the metres of a degree.</summary>
    private readonly record struct Disc(double East, double North, double Radius, double EastScale, double NorthScale)
    {
        /// <summary>Square metres above an edge between two meridians; a bent edge is taken in four straight parts.</summary>
        public double Above(in MeridianEdge edge, double left, double right)
        {
            var bend = (Math.Abs(edge.Latitude.C2) + Math.Abs(edge.Latitude.C3)) * NorthScale;
            var parts = bend > 1e-4 * Radius ? 4 : 1;
            double area = 0;
            for (var part = 0; part < parts; part++)
            {
                double x1 = left + ((right - left) * part / parts), x2 = left + ((right - left) * (part + 1) / parts);
                area += DiscShare.Above(
                    Radius, (x1 - East) * EastScale, (edge.At(x1) - North) * NorthScale, (x2 - East) * EastScale, (edge.At(x2) - North) * NorthScale);
            }

            return area;
        }
    }
}
