using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Civic.City.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Civic.City;

/// <summary>A whole city on free loopback ports, with what it said to its operator.</summary>
internal sealed class RunningCity : IAsyncDisposable
{
    private readonly WebApplication _city;
    private readonly SaidLines _said;

    private readonly bool _ownsData;

    private RunningCity(WebApplication city, SaidLines said, string data, bool ownsData)
    {
        _city = city;
        _said = said;
        _ownsData = ownsData;
        DataFolder = data;
        Address = new Uri(city.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Where its ledger lies: a folder of its own, gone with it, unless the test gave one.</summary>
    public string DataFolder { get; }

    public HttpClient Http { get; }

    /// <summary>What the operator was told so far, a line each, but for the line that the ledger is ready: every city says that some time.</summary>
    public IReadOnlyList<string> Said => [.. _said.Lines.Where(line => !line.StartsWith("ledger: ready", StringComparison.Ordinal))];

    /// <summary>Where the listener of a protocol is.</summary>
    public IPEndPoint Port(string protocol) => _city.Services.GetRequiredService<FeedBoard>().Listening[protocol];

    public static async Task<RunningCity> StartAsync(params (string Name, string Value)[] settings)
    {
        var given = settings.FirstOrDefault(s => s.Name == "ledger:data").Value;
        var data = given ?? Directory.CreateTempSubdirectory("civic-city-").FullName;
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["replay:source"] = "off",
            ["ledger:data"] = data,
        };
        foreach (var protocol in new[] { "nmea", "teltonika", "gt06", "jt808", "h02" })
        {
            all[$"feeds:{protocol}:port"] = "0";
        }

        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var said = new SaidLines();
        var city = Program.Build(all, said);
        await city.StartAsync();
        return new RunningCity(city, said, data, given is null);
    }

    public async Task<JsonElement> StatusAsync() => await Http.GetFromJsonAsync<JsonElement>("/status");

    /// <summary>The status once it is as wanted.</summary>
    public Task<JsonElement> StatusAsync(Func<JsonElement, bool> wanted) => Patience.UntilAsync(StatusAsync, wanted);

    /// <summary>What the operator was told, once a line is as wanted.</summary>
    public async Task<string> SaidAsync(Func<string, bool> wanted) =>
        (await Patience.UntilAsync(() => Task.FromResult(Said.FirstOrDefault(wanted)), line => line is not null))!;

    public async Task<JsonElement> InsideAsync(double latitude, double longitude, double radius, string who = "tester")
    {
        using var response = await Http.PostAsJsonAsync("/api/inside", new { latitude, longitude, radius, who });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _city.StopAsync();
        await _city.DisposeAsync();
        if (_ownsData)
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }

    private sealed class SaidLines : StringWriter
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");
    }
}
