namespace Civic.Geo;

/// <summary>The boundary of a polygon, cut into pieces and indexed twice: by meridian for sides, in space for distances.</summary>
internal sealed class BoundaryIndex
{
    private readonly NearestEdge _nearest;
    private readonly MeridianIndex _meridians;

    /// <param name="rings">The shell, then the holes.</param>
    /// <param name="parameter">What to blame for rings that meet themselves or each other.</param>
    /// <exception cref="ArgumentException">Rings meet where they must not.</exception>
    public BoundaryIndex(PolygonRing[] rings, string parameter)
    {
        var cutter = new EdgeCutter();
        var southPoleInside = false;
        var insideOnLeft = new int[rings.Length];
        for (var i = 0; i < rings.Length; i++)
        {
            var first = cutter.Pieces.Count;
            cutter.AddRing(rings[i].Corners, i);
            var turn = cutter.Pieces.Skip(first).Sum(static piece => piece.Turn);
            insideOnLeft[i] = rings[i].CounterClockwise == (i == 0) ? 1 : -1;
            southPoleInside ^= rings[i].HoldsSouthPole(turn);
            if (i == 0)
            {
                Bounds = BoundsOf(cutter.Pieces, turn, southPoleInside);
            }
        }

        _nearest = new NearestEdge(cutter.Pieces);

        // A little room on both sides for places that are on the boundary but just beyond it.
        const double Room = 0.01;
        var width = AreaBounds.Width(Bounds);
        var room = Math.Min(Room, (360 - width) / 2);
        var west = Degrees.Normalize(Bounds.West - room);
        _meridians = new MeridianIndex(cutter.Pieces, west, Math.Min(360, width + (2 * room)), southPoleInside, insideOnLeft, _nearest);
        ThrowIfTangled(cutter.Pieces, parameter);
    }

    /// <summary>The box around the shell's inside.</summary>
    public GeoBounds Bounds { get; }

    public bool Contains(GeoPoint point) => _meridians.Contains(point);

    public bool IsClearOf(in GeoBounds box) => _meridians.IsClearOf(box);

    public double Share(GeoPoint center, double accuracy) => _meridians.Share(center, accuracy);

    /// <summary>Metres to the boundary, negative inside.</summary>
    public double SignedDistance(GeoPoint point)
    {
        var distance = _nearest.Distance(point);
        return _meridians.Contains(point) ? -distance : distance;
    }

    private void ThrowIfTangled(List<EdgePiece> pieces, string parameter)
    {
        if (_meridians.FindContact(pieces) is not { } contact)
        {
            return;
        }

        EdgePiece first = pieces[contact.First], second = pieces[contact.Second];
        var place = FormattableString.Invariant($"{first.Middle.Latitude:F6}, {first.Middle.Longitude:F6}");
        throw new ArgumentException($"Edge {first.Edge} of {Name(first.Ring)} meets edge {second.Edge} of {Name(second.Ring)} near {place}.", parameter);
    }

    private static string Name(int ring) => ring == 0 ? "the shell" : $"hole {ring - 1}";

    private static GeoBounds BoundsOf(List<EdgePiece> pieces, double turn, bool southPoleInside)
    {
        double south = 90, north = -90, west = 0, east = 0, at = 0;
        foreach (var piece in pieces)
        {
            var (low, high) = piece.Latitude.Range();
            south = Math.Min(south, low);
            north = Math.Max(north, high);
            at += piece.Turn;
            west = Math.Min(west, at);
            east = Math.Max(east, at);
        }

        const double Border = 2e-8;
        var aroundPole = Math.Abs(turn) > 180;
        south = southPoleInside ? -90 : Math.Max(-90, south - Border);
        north = (aroundPole && !southPoleInside) || (!aroundPole && southPoleInside) ? 90 : Math.Min(90, north + Border);
        var parallel = Math.Max(1e-6, Math.Cos(Math.Max(Math.Abs(south), Math.Abs(north)) * Degrees.ToRadians));
        var side = Border / parallel;
        if (aroundPole || southPoleInside || east - west + (2 * side) >= 360)
        {
            return new GeoBounds(south, -180, north, 180);
        }

        var start = pieces[0].From.Longitude;
        return new GeoBounds(south, Degrees.Normalize(start + west - side), north, Degrees.Normalize(start + east + side));
    }
}
