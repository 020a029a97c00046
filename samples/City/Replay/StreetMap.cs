using System.Text.Json;
using Civic.Geo;

namespace Civic.City.Replay;

/// <summary>The streets of the made-up city as a graph: lines that share a point meet there.</summary>
internal sealed class StreetMap
{
    private readonly List<GeoPoint> _corners = [];
    private readonly List<List<Street>> _streets = [];
    private readonly Dictionary<GeoPoint, int> _byPlace = [];

    /// <summary>Corners in the order of the file.</summary>
    public IReadOnlyList<GeoPoint> Corners => _corners;

    /// <summary>Streets that leave a corner.</summary>
    public IReadOnlyList<Street> From(int corner) => _streets[corner];

    /// <summary>Reads the LineStrings of a GeoJSON file.</summary>
    public static StreetMap Load(string path)
    {
        var map = new StreetMap();
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var geometry = feature.GetProperty("geometry");
            if (geometry.GetProperty("type").GetString() == "LineString")
            {
                var avenue = feature.GetProperty("properties").GetProperty("class").GetString() == "avenue";
                map.Add(geometry.GetProperty("coordinates"), avenue);
            }
        }

        return map;
    }

    /// <summary>The corner nearest to a place, among <paramref name="candidates"/>.</summary>
    public int Nearest(GeoPoint place, IEnumerable<int> candidates) => candidates.MinBy(c => FlatEarth.Distance(_corners[c], place));

    private void Add(JsonElement coordinates, bool avenue)
    {
        var previous = -1;
        foreach (var pair in coordinates.EnumerateArray())
        {
            var corner = CornerAt(new GeoPoint(pair[1].GetDouble(), pair[0].GetDouble()));
            if (previous >= 0)
            {
                var length = FlatEarth.Distance(_corners[previous], _corners[corner]);
                _streets[previous].Add(new Street(previous, corner, length, avenue));
                _streets[corner].Add(new Street(corner, previous, length, avenue));
            }

            previous = corner;
        }
    }

    private int CornerAt(GeoPoint place)
    {
        if (!_byPlace.TryGetValue(place, out var corner))
        {
            corner = _corners.Count;
            _byPlace[place] = corner;
            _corners.Add(place);
            _streets.Add([]);
        }

        return corner;
    }
}

/// <summary>A street from one corner to the next, in one direction.</summary>
/// <param name="From">Corner where it begins.</param>
/// <param name="To">Corner where it ends.</param>
/// <param name="Length">Metres.</param>
/// <param name="Avenue">Whether buses use it.</param>
internal readonly record struct Street(int From, int To, double Length, bool Avenue);
