using System.Text.Json;

namespace Civic.City;

/// <summary>Reads the live stream as a browser does.</summary>
internal sealed class LiveReader : IDisposable
{
    private readonly CancellationTokenSource _giveUp = new(TimeSpan.FromSeconds(60));
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private LiveReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _lines = new StreamReader(stream);
    }

    public static async Task<LiveReader> OpenAsync(RunningCity city, string who, long? lastEvent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/live?who={who}");
        if (lastEvent is { } last)
        {
            request.Headers.Add("Last-Event-ID", last.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var response = await city.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new LiveReader(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next message of that name.</summary>
    public async Task<Message> NextAsync(string name)
    {
        string? current = null;
        long? id = null;
        while (await _lines.ReadLineAsync(_giveUp.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                current = line[7..];
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && current == name)
            {
                return new Message(id, JsonDocument.Parse(line[6..]).RootElement);
            }
            else if (line.Length == 0)
            {
                id = null;
            }
        }

        throw new EndOfStreamException($"The stream ended before '{name}'.");
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
        _giveUp.Dispose();
    }

    internal sealed record Message(long? Id, JsonElement Data);
}
