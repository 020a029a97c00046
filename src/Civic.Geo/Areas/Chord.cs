namespace Civic.Geo;

/// <summary>A short geodesic in space: the chord between its ends and its bulge above it.</summary>
internal readonly struct Chord
{
    private readonly Cartesian _from;
    private readonly Cartesian _direction;
    private readonly Cartesian _bulge;
    private readonly double _length;

    public Chord(in EdgePiece piece)
    {
        _from = Cartesian.Of(piece.From);
        var to = Cartesian.Of(piece.To);
        var chord = to - _from;
        _length = chord.Length();
        _direction = _length > 0 ? chord * (1 / _length) : default;

        // Four times the rise in the middle, so that the rise at a part t of the chord is bulge t (1 - t).
        _bulge = (Cartesian.Of(piece.Middle) - ((_from + to) * 0.5)) * 4;
    }

    /// <summary>Metres along the chord to the foot of the perpendicular.</summary>
    public double Along(Cartesian point) => Math.Clamp((point - _from).Dot(_direction), 0, _length);

    /// <summary>Square of the straight distance to the nearest point of the geodesic, metres².</summary>
    public double Square(Cartesian point)
    {
        var along = Along(point);
        var part = _length > 0 ? along / _length : 0;
        var gap = point - _from - (_direction * along) - (_bulge * (part * (1 - part)));
        return gap.Dot(gap);
    }

    /// <summary>The corners of a box around the chord, the bulge included.</summary>
    public (Cartesian Low, Cartesian High) Box()
    {
        var to = _from + (_direction * _length);
        var rise = _bulge.Length() / 4;
        return (
            new Cartesian(Math.Min(_from.X, to.X) - rise, Math.Min(_from.Y, to.Y) - rise, Math.Min(_from.Z, to.Z) - rise),
            new Cartesian(Math.Max(_from.X, to.X) + rise, Math.Max(_from.Y, to.Y) + rise, Math.Max(_from.Z, to.Z) + rise));
    }
}
