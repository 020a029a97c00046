using System.Net.Sockets;
using Civic.City.Feeds;
using NodaTime;

namespace Civic.City.Replay;

/// <summary>A generated evening: every traveller has a device of its own, which reports over a connection of its own.</summary>
internal sealed class Evening(ReplayOptions options, FeedBoard board, Notices notices, IClock clock)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>Runs until stopped. Only feeds that are open get devices.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var map = StreetMap.Load(Path.Combine(AppContext.BaseDirectory, "wwwroot", "streets.geojson"));
        var start = clock.GetCurrentInstant();
        var devices = Cast(options.Devices)
            .Where(d => board.Listening.ContainsKey(d.Kind.Protocol))
            .Select(d => ReportAsync(d.Kind, d.Number, new Traveller(map, d.Kind, (options.Seed * 100_003) + d.Number), start, stop))
            .ToList();
        if (devices.Count == 0)
        {
            notices.Say("replay", "no listener is open, so the evening has nobody to report to. Free a port, or choose others with --feeds:NAME:port.");
        }

        await Task.WhenAll(devices);
    }

    /// <summary>Who is out: each kind by its share, evenly mixed.</summary>
    internal static IEnumerable<(TravellerKind Kind, int Number)> Cast(int devices)
    {
        var given = new Dictionary<TravellerKind, int>();
        for (var number = 0; number < devices; number++)
        {
            // The kind that lags furthest behind its share is next.
            var kind = TravellerKind.All.MaxBy(k => (k.Share * (number + 1) / 100.0) - given.GetValueOrDefault(k))!;
            given[kind] = given.GetValueOrDefault(kind) + 1;
            yield return (kind, number);
        }
    }

    private async Task ReportAsync(TravellerKind kind, int number, Traveller traveller, Instant start, CancellationToken stop)
    {
        var voice = kind.Voice(number);
        var frame = new byte[DeviceVoice.MaxFrame];
        var next = start + Duration.FromSeconds(options.EverySeconds * (number % 97) / 97);
        while (true)
        {
            try
            {
                await UntilAsync(next, stop);
                using var line = await ReplayLine.ConnectAsync(board.Listening[kind.Protocol], SourceKind.Evening, board, stop);
                for (var greeting = 0; greeting < voice.Greetings; greeting++)
                {
                    await line.SendAsync(frame.AsMemory(0, voice.Greet(greeting, frame)), stop);
                    await line.HearAsync(voice, stop);
                }

                while (true)
                {
                    await UntilAsync(next, stop);
                    var report = new Report(next, traveller.Position, traveller.Speed, traveller.Course, traveller.Sos);
                    await line.SendAsync(frame.AsMemory(0, voice.Tell(report, frame)), stop);
                    await line.HearAsync(voice, stop);
                    next = Next(next);
                    traveller.Advance(options.EverySeconds * options.Speed);
                }
            }
            catch (Exception e) when (e is IOException or SocketException && !stop.IsCancellationRequested)
            {
                notices.SayNowAndThen("replay", $"a simulated {kind.Protocol} device lost its connection and tries again: {e.Message}");
                await Task.Delay(Retry, stop);
            }
        }
    }

    /// <summary>When a device reports next: a beat later, or a whole number of beats when it was kept waiting.</summary>
    private Instant Next(Instant last)
    {
        var late = (clock.GetCurrentInstant() - last).TotalSeconds;
        return last + Duration.FromSeconds(options.EverySeconds * Math.Max(1, Math.Floor(late / options.EverySeconds)));
    }

    private async Task UntilAsync(Instant time, CancellationToken stop)
    {
        var wait = time - clock.GetCurrentInstant();
        if (wait > Duration.Zero)
        {
            await Task.Delay(wait.ToTimeSpan(), stop);
        }
    }
}
