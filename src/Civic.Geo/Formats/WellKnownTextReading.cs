using System.Globalization;

namespace Civic.Geo;

/// <summary>A reader of well-known text by descent. Everything refused is a <see cref="FormatException"/> with the character.</summary>
internal ref struct WellKnownTextReading(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public GeoShape Shape()
    {
        SkipSystem();
        var kind = Word().ToString().ToUpperInvariant();
        if (kind is not ("POINT" or "LINESTRING" or "MULTILINESTRING" or "POLYGON" or "MULTIPOLYGON"))
        {
            throw Refused(kind.Length == 0 ? "a geometry type is expected" : $"'{kind}' is not read; POINT, LINESTRING, POLYGON and MULTIPOLYGON are");
        }

        SkipDimensions();
        try
        {
            var shape = kind switch
            {
                "POINT" => GeoShape.Of(Points(1)[0]),
                "LINESTRING" => GeoShape.Of(Points(int.MaxValue)),
                "MULTILINESTRING" => AntimeridianJoin.Line(List(static (ref WellKnownTextReading reading) => reading.Points(int.MaxValue))),
                "POLYGON" => AntimeridianJoin.Polygons([Rings()]),
                _ => Several(),
            };
            SkipSpace();
            return _at == _text.Length ? shape : throw Refused("there is more text after the geometry");
        }
        catch (ArgumentException refused)
        {
            var end = refused.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal);
            throw Refused(end < 0 ? refused.Message : refused.Message[..end]);
        }
    }

    private GeoShape Several()
    {
        var polygons = List(static (ref WellKnownTextReading reading) => reading.Rings());
        var shape = AntimeridianJoin.Polygons(polygons);
        return polygons.Count == 1 && shape.Area is GeoPolygon polygon ? GeoShape.Of(new GeoMultiPolygon([polygon])) : shape;
    }

    private List<GeoPoint[]> Rings() => List(static (ref WellKnownTextReading reading) => reading.Ring());

    private GeoPoint[] Ring()
    {
        var points = Points(int.MaxValue);
        if (points.Length < 4)
        {
            throw Refused("a ring has 4 positions or more, the last like the first");
        }

        return points[0] == points[^1] ? points[..^1] : throw Refused("the ring is not closed; repeat the first position at the end");
    }

    private delegate T Item<T>(ref WellKnownTextReading reading);

    private List<T> List<T>(Item<T> read)
    {
        var items = new List<T>();
        Expect('(');
        do
        {
            items.Add(read(ref this));
        }
        while (Take(','));
        Expect(')');
        return items;
    }

    private GeoPoint[] Points(int limit)
    {
        var points = new List<GeoPoint>();
        Expect('(');
        do
        {
            var longitude = Number("longitude", 540);
            var latitude = Number("latitude", 90);
            for (var extra = 0; extra < 2 && !AtPunctuation(); extra++)
            {
                Number("height or measure", double.MaxValue);
            }

            points.Add(new GeoPoint(latitude, Degrees.Normalize(longitude)));
        }
        while (points.Count < limit && Take(','));
        Expect(')');
        return [.. points];
    }

    private double Number(string name, double limit)
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (',' or '(' or ')') && !char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        if (!double.TryParse(_text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            _at = start;
            throw Refused($"a number is expected as {name}");
        }

        return Math.Abs(number) <= limit ? number : throw Refused($"a {name} of {number} is beyond ±{limit}; positions are longitude, then latitude");
    }

    private void SkipSystem()
    {
        SkipSpace();
        const string Prefix = "SRID=";
        if (_text[_at..].StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            var end = _text[_at..].IndexOf(';');
            if (end < 0 || !_text.Slice(_at + Prefix.Length, end - Prefix.Length).Trim().SequenceEqual("4326"))
            {
                throw Refused("only SRID=4326 (WGS 84) is read");
            }

            _at += end + 1;
        }
    }

    private void SkipDimensions()
    {
        var word = Word();
        if (word.Equals("EMPTY", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("an empty geometry has no place; leave it out");
        }

        if (!word.IsEmpty && !word.Equals("Z", StringComparison.OrdinalIgnoreCase)
            && !word.Equals("M", StringComparison.OrdinalIgnoreCase) && !word.Equals("ZM", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused($"'{word}' is not understood; '(' is expected");
        }

        if (!word.IsEmpty && Word().Equals("EMPTY", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("an empty geometry has no place; leave it out");
        }
    }

    private ReadOnlySpan<char> Word()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && char.IsAsciiLetter(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void Expect(char sign)
    {
        if (!Take(sign))
        {
            throw Refused($"'{sign}' is expected");
        }
    }

    private bool Take(char sign)
    {
        SkipSpace();
        var there = _at < _text.Length && _text[_at] == sign;
        _at += there ? 1 : 0;
        return there;
    }

    private bool AtPunctuation()
    {
        SkipSpace();
        return _at >= _text.Length || _text[_at] is ',' or ')' or '(';
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private readonly FormatException Refused(string what) => new($"Character {_at}: {what.TrimEnd('.')}.");
}
