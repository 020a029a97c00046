namespace Civic.Geo;

/// <content>Boxes against the boundary, and boundary against itself.</content>
internal sealed partial class MeridianIndex
{
    /// <summary>Whether the boundary surely does not run through a box; then all of the box is on one side.</summary>
    public bool IsClearOf(in GeoBounds box)
    {
        var width = AreaBounds.Width(box);
        var west = width >= 360 ? 0 : East(box.West);
        return IsClear(west, Math.Min(west + width, 360), box) && (west + width <= 360 || IsClear(0, west + width - 360, box));
    }

    private bool IsClear(double west, double east, in GeoBounds box)
    {
        if (west > _span)
        {
            return true;
        }

        int from = Bucket(west), to = Bucket(east);
        for (var bucket = from; bucket <= to; bucket++)
        {
            for (var i = _starts[bucket]; i < _starts[bucket + 1]; i++)
            {
                ref readonly var edge = ref _edges[_entries[i]];
                if (edge.South > box.North + BorderDegrees)
                {
                    break;
                }

                if (edge.North >= box.South - BorderDegrees && edge.West - edge.Side <= east && edge.East + edge.Side >= west && Touches(edge, west, east, box))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Looks at the part of the edge between the meridians: its chord and how far the curve can leave it.</summary>
    private static bool Touches(in MeridianEdge edge, double west, double east, in GeoBounds box)
    {
        var width = edge.East - edge.West;
        if (!(width > 0))
        {
            return true;
        }

        double left = edge.At(Math.Max(west, edge.West)), right = edge.At(Math.Min(east, edge.East));
        var part = Math.Min(1, (east - west) / width);
        var bulge = ((Math.Abs(edge.Latitude.C2) + (3 * Math.Abs(edge.Latitude.C3))) * part * part) + edge.Border;
        return Math.Min(left, right) - bulge <= box.North && Math.Max(left, right) + bulge >= box.South;
    }
}
