using Civic.City.Feeds;
using Civic.City.Live;
using NodaTime;

namespace Civic.City.Replay;

/// <summary>
/// Decides what is replayed. With <c>auto</c> the evening waits a moment for real devices, and when one reports, then or
/// later, the evening keeps out of the way until the city is started again: its devices leave the map.
/// </summary>
internal sealed class ReplayService(CityOptions options, FeedBoard board, Intake intake, Notices notices, IClock clock) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>What is being replayed now: <c>off</c>, <c>waiting</c>, <c>evening</c> or <c>log</c>.</summary>
    public string Now { get; private set; } = "off";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await board.Opened.Task.WaitAsync(stoppingToken);
            await PlayAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The city stops.
        }

        Now = "off";
    }

    private async Task PlayAsync(CancellationToken stop)
    {
        switch (options.Replay.Source.ToLowerInvariant())
        {
            case "off":
                return;
            case "on":
                Now = "evening";
                await new Evening(options.Replay, board, notices, clock).RunAsync(stop);
                return;
            case "auto":
                await PlayUnlessRealAsync(stop);
                return;
            default:
                Now = "log";
                await new LogReplay(options.Replay, board, notices).RunAsync(stop);
                return;
        }
    }

    private async Task PlayUnlessRealAsync(CancellationToken stop)
    {
        Now = "waiting";
        using var noReal = CancellationTokenSource.CreateLinkedTokenSource(stop);
        noReal.CancelAfter(TimeSpan.FromSeconds(options.Replay.WaitSeconds));
        await WatchAsync(noReal.Token);
        stop.ThrowIfCancellationRequested();
        if (board.HasRealDevice)
        {
            notices.Say("replay", "a device reports, so the generated evening stays off (--replay on shows both).");
            return;
        }

        Now = "evening";
        using var evening = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var playing = new Evening(options.Replay, board, notices, clock).RunAsync(evening.Token);
        await WatchAsync(stop);
        await evening.CancelAsync();
        await playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        await intake.EndEveningAsync(stop);
        notices.Say("replay", "a device reports, so the generated evening has ended (--replay on shows both).");
    }

    /// <summary>Waits until a real device reports, or for as long as allowed.</summary>
    private async Task WatchAsync(CancellationToken until)
    {
        while (!board.HasRealDevice && !until.IsCancellationRequested)
        {
            await Task.Delay(Look, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
