using Civic.City.Live;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.City.Feeds;

/// <summary>Opens every configured listener and keeps them running.</summary>
internal sealed class TcpFeeds(CityOptions options, FeedBoard board, Intake intake, Notices notices, IClock clock) : BackgroundService
{
    private readonly List<TcpFeed> _open = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var feed in options.Feeds)
        {
            var listener = new TcpFeed(feed, BeaconProtocols.Standard[feed.Protocol], board, intake, notices, clock);
            if (listener.TryOpen())
            {
                _open.Add(listener);
            }
        }

        board.Opened.TrySetResult();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(_open.Select(f => f.RunAsync(stoppingToken)));
        }
        catch (OperationCanceledException)
        {
            // The city stops.
        }
    }
}
