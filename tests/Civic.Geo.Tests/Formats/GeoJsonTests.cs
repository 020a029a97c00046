using System.Text;
using System.Text.Json;

namespace Civic.Geo.Formats;

public sealed class GeoJsonTests
{
    private const string Square = "[[0,0],[1,0],[1,1],[0,1],[0,0]]";

    [Theory]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[127.0,37.5]}", GeoShapeKind.Point)]
    [InlineData("{\"coordinates\":[127.0,37.5,80],\"type\":\"Point\"}", GeoShapeKind.Point)]
    [InlineData("{\"type\":\"LineString\",\"coordinates\":[[127,37],[128,38]]}", GeoShapeKind.LineString)]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[" + Square + "]}", GeoShapeKind.Polygon)]
    [InlineData("{\"type\":\"MultiPolygon\",\"coordinates\":[[" + Square + "]]}", GeoShapeKind.MultiPolygon)]
    [InlineData("{\"type\":\"MultiLineString\",\"coordinates\":[[[179,1],[180,0]],[[-180,0],[-179,-1]]]}", GeoShapeKind.LineString)]
    public void Each_kind_is_read(string text, GeoShapeKind kind) =>
        Assert.Equal(kind, GeoJson.Parse(Encoding.UTF8.GetBytes(text))[0].Shape!.Kind);

    [Fact]
    public void Properties_and_identifiers_are_kept()
    {
        const string Text = """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":"a-7","geometry":{"type":"Point","coordinates":[127,37]},"properties":{"name":"강남","in":{"deep":[1,null]}}},
              {"type":"Feature","id":12,"geometry":null,"properties":null}]}
            """;
        var features = GeoJson.Parse(Encoding.UTF8.GetBytes(Text));
        Assert.Equal("강남", features[0].Properties.GetProperty("name").GetString());
        Assert.Null(features[1].Shape);

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            GeoJson.Write(writer, features);
        }

        var again = GeoJson.Parse(stream.ToArray());
        Assert.True(JsonElement.DeepEquals(features[0].Properties, again[0].Properties));
        Assert.Equal("a-7", again[0].Id.GetString());
        Assert.Equal(12, again[1].Id.GetInt32());
        Assert.Equal(JsonValueKind.Null, again[1].Properties.ValueKind);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "$: an object")]
    [InlineData("{}", "$: the member 'type'")]
    [InlineData("{\"type\":7}", "$.type: String")]
    [InlineData("{\"type\":\"Circle\"}", "$.type: 'Circle' is not read")]
    [InlineData("{\"type\":\"GeometryCollection\",\"geometries\":[]}", "$.type: 'GeometryCollection'")]
    [InlineData("{\"type\":\"Point\"}", "$: the member 'coordinates'")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[]}", "$.coordinates: a position")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[37.5,127]}", "$.coordinates: a latitude of 127")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[1e999,1]}", "$.coordinates: the longitude")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[\"1\",1]}", "$.coordinates: the longitude is not a number")]
    [InlineData("{\"type\":\"LineString\",\"coordinates\":[[0,0],[0,null]]}", "$.coordinates[1]: the latitude")]
    [InlineData("{\"type\":\"LineString\",\"coordinates\":[[0,0]]}", "$.coordinates: A line needs")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[]}", "$.coordinates: a polygon needs")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]}", "$.coordinates[0]: the ring is not closed")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[0,0]]]}", "$.coordinates[0]: a ring has 4")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,2],[0,0]]]}", "$.coordinates: Edge")]
    [InlineData("{\"type\":\"MultiPolygon\",\"coordinates\":[]}", "$.coordinates: there is no polygon")]
    [InlineData("{\"type\":\"Feature\",\"properties\":{}}", "$: the member 'geometry'")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null},{\"type\":\"Point\"}]}", "$.features[1].type")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":null,\"properties\":3}", "$.properties")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[1,1],\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:5179\"}}}", "$.crs: only WGS 84")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[1,1]} {}", "not JSON")]
    public void What_is_wrong_is_said_with_its_path(string text, string error)
    {
        Assert.False(GeoJson.TryParse(Encoding.UTF8.GetBytes(text), out var features, out var said));
        Assert.Null(features);
        Assert.Contains(error, said, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => GeoJson.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var text = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":" + new string('[', 100) + new string(']', 100) + "}}";
        Assert.False(GeoJson.TryParse(Encoding.UTF8.GetBytes(text), out _, out var error));
        Assert.Contains("not JSON", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_prefix_is_refused_without_an_exception()
    {
        var text = "\uFEFF{\"type\":\"Polygon\",\"coordinates\":[" + Square + "]}";
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(GeoJson.TryParse(bytes.AsSpan(0, length), out _, out _));
        }

        Assert.True(GeoJson.TryParse(bytes, out _, out _));
    }

    [Fact]
    public void Rings_are_written_by_the_right_hand_rule()
    {
        var clockwise = new GeoPolygon([new(0, 0), new(1, 0), new(1, 1), new(0, 1)]);
        var text = Encoding.UTF8.GetString(GeoJson.ToBytes(GeoShape.Of(clockwise)));
        Assert.Equal("{\"type\":\"Polygon\",\"coordinates\":[[[1,0],[1,1],[0,1],[0,0],[1,0]]]}", text);
    }

    [Fact]
    public void A_polygon_over_the_antimeridian_is_cut_and_joined()
    {
        var polygon = new GeoPolygon([new(-1, 179), new(-1, -179), new(1, -179), new(1, 179)]);
        var text = Encoding.UTF8.GetString(GeoJson.ToBytes(GeoShape.Of(polygon)));
        Assert.StartsWith("{\"type\":\"MultiPolygon\"", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        foreach (var part in json.RootElement.GetProperty("coordinates").EnumerateArray())
        {
            var longitudes = part[0].EnumerateArray().Select(static p => p[0].GetDouble()).ToList();
            Assert.Equal(1, longitudes.Max() - longitudes.Min());
        }

        var back = Assert.IsType<GeoPolygon>(GeoJson.Parse(Encoding.UTF8.GetBytes(text))[0].Shape!.Area);
        Assert.Equal(4, back.Shell.Length);
        Assert.Equal(polygon.Area, back.Area, 1.0);
    }

    [Fact]
    public void A_polygon_around_the_pole_is_written_along_the_edge_of_the_map_and_joined()
    {
        var polygon = new GeoPolygon([new(80, 0), new(80, 90), new(80, 170), new(80, -90)]);
        var text = Encoding.UTF8.GetString(GeoJson.ToBytes(GeoShape.Of(polygon)));
        Assert.Contains("[180,90],[-180,90]", text, StringComparison.Ordinal);
        var back = Assert.IsType<GeoPolygon>(GeoJson.Parse(Encoding.UTF8.GetBytes(text))[0].Shape!.Area);
        Assert.Equal(polygon.Area, back.Area, 1.0);
        Assert.True(back.Contains(new GeoPoint(90, 0)));
    }

    [Fact]
    public void Longitudes_beyond_the_antimeridian_are_taken_round()
    {
        var shape = GeoJson.Parse("{\"type\":\"Polygon\",\"coordinates\":[[[179,-1],[181,-1],[181,1],[179,1],[179,-1]]]}"u8)[0].Shape!;
        Assert.True(shape.Area!.Contains(new GeoPoint(0, -179.5)));
        Assert.False(shape.Area.Contains(new GeoPoint(0, 0)));
    }
}
