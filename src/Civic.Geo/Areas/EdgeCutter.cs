namespace Civic.Geo;

/// <summary>Cuts geodesic edges into pieces that are simple enough for the fast paths.</summary>
internal sealed class EdgeCutter
{
    /// <summary>Up to this length the piece lies within 0.02 mm of a normal section, and its bulge over the chord is a parabola.</summary>
    private const double LongestPiece = 10_000;

    private const double WidestTurn = 5;
    private const double Accuracy = 1e-4;
    private const double Shortest = 2e-3;

    private readonly List<EdgePiece> _pieces = [];

    public List<EdgePiece> Pieces => _pieces;

    /// <summary>Cuts an open line.</summary>
    public void AddLine(ReadOnlySpan<GeoPoint> line)
    {
        for (var i = 0; i + 1 < line.Length; i++)
        {
            AddEdge(line[i], line[i + 1], i, 0);
        }
    }

    /// <summary>Cuts a ring; a step at the pole joins the meridians of the edges that meet there.</summary>
    public void AddRing(ReadOnlySpan<GeoPoint> ring, int number)
    {
        var first = _pieces.Count;
        for (var i = 0; i < ring.Length; i++)
        {
            var before = _pieces.Count;
            AddEdge(ring[i], ring[i + 1 < ring.Length ? i + 1 : 0], i, number);
            if (i > 0 && IsPole(ring[i]))
            {
                _pieces.Insert(before, PoleStep(_pieces[before - 1].To, _pieces[before].From.Longitude, i, number));
            }
        }

        if (IsPole(ring[0]))
        {
            _pieces.Add(PoleStep(_pieces[^1].To, _pieces[first].From.Longitude, 0, number));
        }
    }

    /// <summary>Whether the geodesic between two places, no poles, runs over one to within a millimetre; that pole, on the first meridian.</summary>
    public static bool RunsOverPole(GeoPoint start, GeoPoint end, out GeoPoint pole)
    {
        pole = new GeoPoint(start.Latitude + end.Latitude >= 0 ? 90 : -90, start.Longitude);
        return !IsPole(start) && !IsPole(end)
            && Math.Abs(Degrees.Difference(start.Longitude, end.Longitude, out _)) > 90
            && GeodesicLine.Between(start, end, out _).PassesPole;
    }

    private static bool IsPole(GeoPoint point) => Math.Abs(point.Latitude) == 90;

    private static EdgePiece PoleStep(GeoPoint pole, double longitude, int edge, int ring)
    {
        var to = pole with { Longitude = longitude };
        var turn = Degrees.Difference(pole.Longitude, longitude, out _);
        return new EdgePiece(pole, to, pole, 0, turn, Cubic.Straight(pole.Latitude, pole.Latitude), edge, ring);
    }

    private void AddEdge(GeoPoint start, GeoPoint end, int edge, int ring)
    {
        if (IsPole(start))
        {
            start = start with { Longitude = end.Longitude };
        }
        else if (IsPole(end))
        {
            end = end with { Longitude = start.Longitude };
        }

        var line = GeodesicLine.Between(start, end, out var length);
        if (RunsOverPole(start, end, out var pole))
        {
            AddEdge(start, pole, edge, ring);
            _pieces.Add(PoleStep(pole, end.Longitude, edge, ring));
            AddEdge(pole with { Longitude = end.Longitude }, end, edge, ring);
            return;
        }

        var count = Math.Max(1, (int)Math.Ceiling(length / LongestPiece));
        for (var i = 1; i <= count; i++)
        {
            var next = i == count ? end : line.At(length * i / count).Point;
            Cut(line, start, next, length * (i - 1) / count, length * i / count, edge, ring);
            start = next;
        }
    }

    private void Cut(in GeodesicLine line, GeoPoint from, GeoPoint to, double startsAt, double endsAt, int edge, int ring)
    {
        var length = endsAt - startsAt;
        var turn = Degrees.Difference(from.Longitude, to.Longitude, out _);
        var middle = line.At(startsAt + (length / 2)).Point;
        var fit = Fit(line, from, to, turn, startsAt, length, out var good);
        if ((good && Math.Abs(turn) <= WidestTurn) || length <= Shortest)
        {
            _pieces.Add(new EdgePiece(from, to, middle, length, turn, fit, edge, ring));
            return;
        }

        Cut(line, from, middle, startsAt, startsAt + (length / 2), edge, ring);
        Cut(line, middle, to, startsAt + (length / 2), endsAt, edge, ring);
    }

    /// <summary>The cubic through the ends and two points between; good when three further points lie on it to 0.1 mm.</summary>
    private static Cubic Fit(in GeodesicLine line, GeoPoint from, GeoPoint to, double turn, double startsAt, double length, out bool good)
    {
        const double Negligible = 1e-6;
        var parallel = Wgs84.EquatorialRadius * Degrees.ToRadians * Math.Cos(from.Latitude * Degrees.ToRadians);
        if (Math.Abs(turn) * parallel < Negligible)
        {
            good = true;
            return Cubic.Straight(from.Latitude, to.Latitude);
        }

        var third = line.At(startsAt + (length / 3)).Point;
        var twoThirds = line.At(startsAt + (length * 2 / 3)).Point;
        var fit = Cubic.Through(
            from.Latitude, Part(from, third, turn), third.Latitude, Part(from, twoThirds, turn), twoThirds.Latitude, to.Latitude);
        var slope = fit.Steepness() * Wgs84.PolarRadius * Degrees.ToRadians / (Math.Abs(turn) * parallel);
        var allowed = Accuracy / (Wgs84.PolarRadius * Degrees.ToRadians) * Math.Sqrt(1 + (slope * slope));
        good = true;
        for (var sixth = 1; sixth <= 5 && good; sixth += 2)
        {
            var check = line.At(startsAt + (length * sixth / 6)).Point;
            good = Math.Abs(fit.At(Part(from, check, turn)) - check.Latitude) <= allowed;
        }

        return fit;
    }

    private static double Part(GeoPoint from, GeoPoint point, double turn) => Degrees.Difference(from.Longitude, point.Longitude, out _) / turn;
}
