using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Civic.Ledger;

/// <summary>A JSON value that may hold anything, with its place; every read is checked and every refusal says where.</summary>
internal readonly struct JsonFields(JsonElement value, string place)
{
    private const int LargestText = 256 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonFields, T> read)
    {
        if (json.Length > LargestText)
        {
            throw new SplitFormatException("$", "The text is longer than 256 KiB.");
        }

        try
        {
            CheckTexts(json.Span);
            using var document = JsonDocument.Parse(json, Strict);
            return read(new JsonFields(document.RootElement, "$"));
        }
        catch (JsonException broken)
        {
            throw new SplitFormatException("$", string.Create(
                CultureInfo.InvariantCulture, $"Not JSON with unique fields (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1})."));
        }
    }

    public JsonFields Only(params ReadOnlySpan<string> names)
    {
        Expect(value.ValueKind == JsonValueKind.Object, "An object is expected.");
        foreach (var field in value.EnumerateObject())
        {
            var known = false;
            foreach (var name in names)
            {
                known |= field.NameEquals(name);
            }

            Expect(known, "A field is not known here.");
        }

        return this;
    }

    public bool Has(string name) => value.TryGetProperty(name, out _);

    public JsonFields At(string name) => value.TryGetProperty(name, out var field)
        ? new JsonFields(field, $"{place}.{name}")
        : throw new SplitFormatException($"{place}.{name}", "The field is missing.");

    public IEnumerable<JsonFields> Items(int most)
    {
        Expect(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most, $"A list of at most {most} is expected.");
        var (list, at) = (value, place);
        return Enumerable.Range(0, list.GetArrayLength()).Select(i => new JsonFields(list[i], string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]")));
    }

    public IEnumerable<(string Name, JsonFields Value)> Members(int most)
    {
        Expect(value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() <= most, $"An object of at most {most} fields is expected.");
        var (members, at) = (value, place);
        return members.EnumerateObject().Select(field => (field.Name, new JsonFields(field.Value, $"{at}.{field.Name}")));
    }

    public string Text(int longest)
    {
        var text = RawText();
        return SplitText.Problem(text, longest) is { } problem ? throw Wrong(problem) : text;
    }

    public long Whole(long least)
    {
        Expect(value.ValueKind == JsonValueKind.Number, "A number is expected.");
        return value.TryGetInt64(out var number) && number >= least ? number : throw Wrong($"A whole number of at least {least} and below 2^63 is expected.");
    }

    public Share Share() => Civic.Ledger.Share.TryParse(RawText(), out var share) ? share : throw Wrong("A share is written 1/3, 50% or 12.5%.");

    public Fraction Fraction() => Civic.Ledger.Fraction.TryParse(RawText(), out var fraction) ? fraction : throw Wrong("A fraction is written -1/3.");

    public LocalDate Date() => LocalDatePattern.Iso.Parse(RawText()) is { Success: true, Value: var day } && day.Calendar == CalendarSystem.Iso
        ? day
        : throw Wrong("A day is written 2017-07-01.");

    public Currency Currency() => Civic.Ledger.Currency.TryFind(RawText(), out var currency) ? currency : throw Wrong("The currency is not known.");

    /// <summary>Runs what refuses misuse with an <see cref="ArgumentException"/>, and gives its message as the problem at this place.</summary>
    public T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException misuse)
        {
            throw Wrong(misuse.Message);
        }
    }

    public SplitFormatException Wrong(string problem) => new(place, problem);

    /// <summary>The reader of JSON only finds that a name or text is not Unicode when it is asked for; here it is asked once for all.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw new SplitFormatException("$", string.Create(
                    CultureInfo.InvariantCulture, $"The text at byte {reader.TokenStartIndex + 1} is not Unicode."));
            }
        }
    }

    private string RawText()
    {
        Expect(value.ValueKind == JsonValueKind.String, "A text is expected.");
        return value.GetString()!;
    }

    private void Expect(bool condition, string problem)
    {
        if (!condition)
        {
            throw Wrong(problem);
        }
    }
}
