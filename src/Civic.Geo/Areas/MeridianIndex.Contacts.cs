namespace Civic.Geo;

/// <content>Where the boundary meets itself.</content>
internal sealed partial class MeridianIndex
{
    /// <summary>Degrees of latitude, about 10 µm, below which two edges meet.</summary>
    private const double Contact = 1e-10;

    /// <summary>
    /// Finds two pieces that meet although they should not: pieces of one ring that are no neighbours, or that overlap, and pieces of
    /// different rings that cross or run along each other. Usually near linear; quadratic in the pieces of a bucket when all overlap.
    /// </summary>
    public (int First, int Second)? FindContact(List<EdgePiece> pieces)
    {
        for (var bucket = 0; bucket + 1 < _starts.Length; bucket++)
        {
            for (var i = _starts[bucket]; i < _starts[bucket + 1]; i++)
            {
                ref readonly var a = ref _edges[_entries[i]];
                for (var j = i + 1; j < _starts[bucket + 1]; j++)
                {
                    ref readonly var b = ref _edges[_entries[j]];
                    if (b.South > a.North + Contact)
                    {
                        break;
                    }

                    var west = Math.Max(a.West, b.West);
                    if (Bucket(west) == bucket && a.Piece != b.Piece && Meet(a, b, pieces[a.Piece], pieces[b.Piece]))
                    {
                        return (a.Piece, b.Piece);
                    }
                }
            }
        }

        return null;
    }

    private static bool Meet(in MeridianEdge a, in MeridianEdge b, in EdgePiece first, in EdgePiece second)
    {
        double west = Math.Max(a.West, b.West), east = Math.Min(a.East, b.East);
        if (west > east || first.IsPoleStep || second.IsPoleStep)
        {
            return false;
        }

        var aUpright = a.West == a.East;
        var bUpright = b.West == b.East;
        var shared = SharedEnds(first, second);
        if (aUpright || bUpright)
        {
            return MeetUpright(a, b, west, shared > 0 || first.Ring != second.Ring);
        }

        double atWest = a.At(west) - b.At(west), atEast = a.At(east) - b.At(east);
        var touchWest = Math.Abs(atWest) <= Contact;
        var touchEast = Math.Abs(atEast) <= Contact;
        if (touchWest && touchEast)
        {
            // Along each other, unless they only share a single meridian.
            return east > west || (shared == 0 && first.Ring == second.Ring);
        }

        if (touchWest || touchEast)
        {
            return shared == 0 && first.Ring == second.Ring;
        }

        return atWest < 0 != atEast < 0;
    }

    /// <summary>At least one piece runs along a meridian: compare the ranges of latitude there.</summary>
    private static bool MeetUpright(in MeridianEdge a, in MeridianEdge b, double meridian, bool mayTouch)
    {
        var (aSouth, aNorth) = a.West == a.East ? (a.South, a.North) : (a.At(meridian), a.At(meridian));
        var (bSouth, bNorth) = b.West == b.East ? (b.South, b.North) : (b.At(meridian), b.At(meridian));
        var overlap = Math.Min(aNorth, bNorth) - Math.Max(aSouth, bSouth);
        if (a.West != a.East || b.West != b.East)
        {
            // A point on a line: inside it is a crossing, at its end a contact.
            var (south, north, at) = a.West == a.East ? (aSouth, aNorth, bSouth) : (bSouth, bNorth, aSouth);
            return mayTouch ? at > south + Contact && at < north - Contact : overlap >= -Contact;
        }

        return mayTouch ? overlap > Contact : overlap >= -Contact;
    }

    private static int SharedEnds(in EdgePiece a, in EdgePiece b) => (a.To == b.From ? 1 : 0) + (b.To == a.From ? 1 : 0);
}
