using System.Threading.Channels;
using Civic.City.Feeds;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.City.Live;

/// <summary>
/// The one way in: every feed hands its fixes over here, and one loop applies them. The queue is bounded; when it is full,
/// feeds wait, and so do their devices, which resend what is not acknowledged. Nothing is dropped.
/// </summary>
internal sealed class Intake(LiveCity city, Notices notices, IClock clock) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private readonly Channel<Order> _orders = Channel.CreateBounded<Order>(new BoundedChannelOptions(256) { SingleReader = true });

    /// <summary>Completes when the fixes have been applied, so that the device may be told.</summary>
    public async ValueTask StoreAsync(FixSource source, ReadOnlyMemory<Fix> fixes, CancellationToken cancellationToken) =>
        await DoAsync(() => city.Apply(source, fixes.Span), cancellationToken);

    /// <summary>Takes the devices of the evening off the map.</summary>
    public async ValueTask EndEveningAsync(CancellationToken cancellationToken) => await DoAsync(city.ForgetEvening, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beating = BeatAsync(stoppingToken);
        try
        {
            await foreach (var order in _orders.Reader.ReadAllAsync(stoppingToken))
            {
                Carry(order);
            }
        }
        catch (OperationCanceledException)
        {
            // The city stops; what was not applied was not acknowledged either.
        }

        await beating;
    }

    private async Task DoAsync(Action work, CancellationToken cancellationToken)
    {
        var order = new Order(work, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _orders.Writer.WriteAsync(order, cancellationToken);
        await order.Done.Task.WaitAsync(cancellationToken);
    }

    private void Carry(Order order)
    {
        try
        {
            order.Work();
            order.Done.SetResult();
        }
        catch (Exception e)
        {
            // One batch that fails must not stop the others; its connection is closed by the exception.
            notices.SayNowAndThen("intake", $"a batch could not be applied ({e.GetType().Name}); its device will send it again.");
            order.Done.SetException(new IOException("The batch could not be applied.", e));
        }
    }

    /// <summary>Lets time pass in the city though nobody reports.</summary>
    private async Task BeatAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await DoAsync(() => city.Advance(clock.GetCurrentInstant()), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The city stops.
        }
    }

    private sealed record Order(Action Work, TaskCompletionSource Done);
}
