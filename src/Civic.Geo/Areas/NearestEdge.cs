namespace Civic.Geo;

/// <summary>
/// Finds how far the nearest of many geodesic pieces is. Pieces that follow each other lie together, so that boxes around
/// runs of eight are enough of an index: about 1 ns a piece, then a few pieces in full.
/// </summary>
/// <remarks>
/// A piece is taken as its chord plus a parabola: within 0.02 mm of the geodesic for 10 km. Up to 20 km the distance found is right to 0.1 mm; farther
/// away the geodesic to the piece found is computed, and a piece wrongly preferred to another costs less than 1 part in 100,000.
/// </remarks>
internal sealed class NearestEdge
{
    private const int Run = 8;
    private const double ExactBeyond = 20_000;

    private readonly Chord[] _chords;
    private readonly SpaceBox[] _boxes;
    private readonly EdgePiece[] _pieces;

    public NearestEdge(IEnumerable<EdgePiece> pieces)
    {
        _pieces = [.. pieces.Where(static piece => !piece.IsPoleStep)];
        _chords = Array.ConvertAll(_pieces, static piece => new Chord(piece));
        _boxes = new SpaceBox[(_pieces.Length + Run - 1) / Run];
        for (var i = 0; i < _boxes.Length; i++)
        {
            var box = SpaceBox.Nothing;
            foreach (var chord in Members(i))
            {
                box = box.With(chord);
            }

            _boxes[i] = box;
        }
    }

    /// <summary>Metres from a valid place to the nearest piece.</summary>
    public double Distance(GeoPoint point)
    {
        var chord = Math.Sqrt(NearestSquare(Cartesian.Of(point), out var nearest));
        return chord < ExactBeyond ? Cartesian.ArcOfChord(chord) : ExactDistance(point, _pieces[nearest]);
    }

    /// <summary>Whether a piece is within that many metres by the geodesic.</summary>
    public bool Within(GeoPoint point, double radius)
    {
        var position = Cartesian.Of(point);

        // A chord is turned into an arc of a mean radius, which is up to 0.6 % from the true one: that grows with the cube of the distance.
        var megametres = radius / 1e6;
        var band = 1e-3 + (radius * Math.Max(1e-5, 3e-5 * megametres * megametres));
        var chord = 2 * 6_335_000 * Math.Sin(Math.Min(Math.PI / 2, (radius + band) / (2 * 6_335_000)));
        var sure = radius - band;
        for (var i = 0; i < _boxes.Length; i++)
        {
            if (_boxes[i].Square(position) > (chord + band) * (chord + band))
            {
                continue;
            }

            for (var j = i * Run; j < Math.Min(_pieces.Length, (i + 1) * Run); j++)
            {
                var distance = Cartesian.ArcOfChord(Math.Sqrt(_chords[j].Square(position)));
                if (distance <= sure || (distance <= radius + band && ExactDistance(point, _pieces[j]) <= radius))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The foot of the perpendicular by Newton's method on the geodesic; right to a micrometre.</summary>
    private static double ExactDistance(GeoPoint point, in EdgePiece piece)
    {
        var line = GeodesicLine.Between(piece.From, piece.To, out var length);
        var along = Math.Clamp(new Chord(piece).Along(Cartesian.Of(point)), 0, length);
        var best = double.PositiveInfinity;
        for (var step = 0; step < 8; step++)
        {
            var foot = line.At(along);
            var way = Geodesic.Inverse(foot.Point, point);
            best = Math.Min(best, way.Distance);
            var angle = UnitAngle.FromDegrees(way.InitialCourse - foot.FinalCourse);
            var arc = way.Distance / Wgs84.PolarRadius;
            var next = Math.Clamp(along + (Wgs84.PolarRadius * Math.Atan2(angle.Cos * Math.Sin(arc), Math.Cos(arc))), 0, length);
            if (Math.Abs(next - along) <= 1e-6 * Math.Min(1, way.Distance))
            {
                break;
            }

            along = next;
        }

        return best;
    }

    private double NearestSquare(Cartesian position, out int nearest)
    {
        var first = 0;
        var least = double.PositiveInfinity;
        for (var i = 0; i < _boxes.Length; i++)
        {
            var square = _boxes[i].Square(position);
            if (square < least)
            {
                least = square;
                first = i;
            }
        }

        var best = double.PositiveInfinity;
        nearest = 0;
        Search(position, first, ref best, ref nearest);
        for (var i = 0; i < _boxes.Length; i++)
        {
            if (i != first && _boxes[i].Square(position) < best)
            {
                Search(position, i, ref best, ref nearest);
            }
        }

        return best;
    }

    private void Search(Cartesian position, int box, ref double best, ref int nearest)
    {
        var members = Members(box);
        for (var i = 0; i < members.Length; i++)
        {
            var square = members[i].Square(position);
            if (square < best)
            {
                best = square;
                nearest = (box * Run) + i;
            }
        }
    }

    private ReadOnlySpan<Chord> Members(int box) => _chords.AsSpan(box * Run, Math.Min(Run, _chords.Length - (box * Run)));
}
