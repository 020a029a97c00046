using System.Text.Json;
using Xunit.Abstractions;

namespace Civic.Conformance;

/// <summary>One case of a file, by name, so that each is a test of its own.</summary>
public sealed class OutsideCase : IXunitSerializable
{
    [Obsolete("For xunit.", error: true)]
    public OutsideCase()
    {
    }

    public OutsideCase(string name, JsonElement json, string? leftOut = null)
    {
        Name = name;
        Text = json.GetRawText();
        LeftOut = leftOut;
    }

    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>Why the case does not apply to us, or <see langword="null"/>.</summary>
    public string? LeftOut { get; private set; }

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>The elements of a JSON array file as rows of a theory; none when the file is missing.</summary>
    public static IEnumerable<object[]> Read(string file, Func<JsonElement, int, string> name, Func<JsonElement, string?>? leftOut = null)
    {
        if (ConformanceCases.Find(file) is not { } path)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray().Select((json, i) => new object[] { new OutsideCase(name(json, i), json, leftOut?.Invoke(json)) })];
    }

    public void Deserialize(IXunitSerializationInfo info)
    {
        Name = info.GetValue<string>(nameof(Name));
        Text = info.GetValue<string>(nameof(Text));
        LeftOut = info.GetValue<string?>(nameof(LeftOut));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Name), Name);
        info.AddValue(nameof(Text), Text);
        info.AddValue(nameof(LeftOut), LeftOut);
    }

    public override string ToString() => Name;
}
