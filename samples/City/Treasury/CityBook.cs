using System.Globalization;
using Civic.City.Replay;
using Civic.Journal;
using Civic.Ledger;
using NodaTime;

namespace Civic.City.Treasury;

/// <summary>
/// Keeps the city's ledger: opens journal and book, says how far the replay is, lets the evening's parking pay, and closes both cleanly. Whatever goes wrong,
/// the map goes on; why there is no ledger is said once on the console and always on the auditor's page.
/// </summary>
internal sealed class CityBook(CityOptions options, Chart chart, ReplayService replay, Notices notices, IClock clock) : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly Duration Lease = Duration.FromSeconds(15);

    private readonly Guid _process = Guid.NewGuid();
    private TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastSaid;

    /// <summary>How the ledger is doing.</summary>
    public BookStatus Status { get; private set; } = new("opening");

    /// <summary>The open book, or <see langword="null"/>: then <see cref="Status"/> says why.</summary>
    public OpenBook? Open { get; private set; }

    /// <summary>Says that a question to the book failed, so that it is closed and, where that may help, opened again.</summary>
    public void Report(Exception e)
    {
        if (e is LedgerException or JournalException { Failure: JournalFailure.StorageFailed or JournalFailure.Corrupt })
        {
            _failure.TrySetResult(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Stops it also when the city never got to start; and the host waits only two seconds for its services, the book is closed properly all the same.
        Dispose();
        if (ExecuteTask is { } running)
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The page does not wait for the ledger.
        await Task.Yield();
        if (JournalPlace.Find(options.Ledger, out var problem) is not { } place)
        {
            Fail("", problem!);
            return;
        }

        while (!stoppingToken.IsCancellationRequested && await KeepAsync(place, stoppingToken))
        {
            await Task.Delay(Retry, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (Status.State != "failed")
        {
            Status = new BookStatus("closed", place.Shown);
        }
    }

    /// <summary>Opens the book and keeps it until the city stops or it fails.</summary>
    /// <returns>Whether to try again.</returns>
    private async Task<bool> KeepAsync(JournalPlace place, CancellationToken stop)
    {
        try
        {
            _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var journal = await place.OpenAsync(stop);
            var bookOptions = new GeneralLedgerOptions
            {
                Name = "gaon",
                Clock = clock,
                Lease = place.IsShared ? new BookLease($"{Environment.MachineName}:{Environment.ProcessId}:{_process:N}", Lease) : null,
            };
            await using var ledger = await GeneralLedger.OpenAsync(journal, bookOptions, new Progress(this, place), stop);
            var till = new Till(ledger, chart);
            await till.BeginAsync(Today(), stop);
            Open = new OpenBook(journal, ledger, await Looks.LoadAsync(ledger, stop), place.Shown);
            _lastSaid = null;
            await SayReadyAsync(Open, stop);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var parking = new ParkingEvening(options, till, replay, clock).RunAsync(ending.Token);
            await Task.WhenAny(parking, _failure.Task);
            await ending.CancelAsync();
            Open = null;
            Status = new BookStatus("closing", place.Shown);
            if (_failure.Task.IsCompletedSuccessfully)
            {
                await parking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw await _failure.Task;
            }

            await parking;
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            var trouble = BookTrouble.Of(e, place);
            Fail(place.Shown, trouble.Text);
            return trouble.MayPass;
        }
        finally
        {
            Open = null;
        }
    }

    private async Task SayReadyAsync(OpenBook book, CancellationToken stop)
    {
        var head = await book.Journal.GetHeadAsync(stop);
        Status = new BookStatus("ready", book.Place, book.Ledger.DurableVersion, book.Ledger.DurableVersion);
        notices.Say("ledger", string.Create(CultureInfo.InvariantCulture, $"ready with {head.Count:N0} entries in {book.Place}."));
    }

    /// <summary>Says it once, and again when something else is wrong.</summary>
    private void Fail(string place, string text)
    {
        Status = new BookStatus("failed", place) { Reason = text };
        if (_lastSaid != text)
        {
            _lastSaid = text;
            notices.Say("ledger", $"{text} The map goes on without a ledger.");
        }
    }

    private LocalDate Today() => clock.GetCurrentInstant().WithOffset(Offset.FromHours(9)).Date;

    /// <summary>Told by the replay how far it is; says it on the console when it takes long.</summary>
    private sealed class Progress(CityBook book, JournalPlace place) : IProgress<ReplayProgress>
    {
        private static readonly Duration Often = Duration.FromSeconds(2);
        private readonly IClock _clock = SystemClock.Instance;
        private Instant? _said;

        public void Report(ReplayProgress value)
        {
            book.Status = new BookStatus("replaying", place.Shown, value.Version, value.Target);
            var now = _clock.GetCurrentInstant();
            if (value.Target > 1 && (_said is null || now - _said >= Often))
            {
                _said = now;
                book.Say(value);
            }
        }
    }

    private void Say(ReplayProgress value) =>
        notices.Say("ledger", string.Create(CultureInfo.InvariantCulture, $"replaying, {value.Version:N0} of {value.Target:N0} entries ({value.Fraction:P0})."));
}

/// <summary>How the ledger is doing, for operator and page.</summary>
/// <param name="State"><c>opening</c>, <c>replaying</c>, <c>ready</c>, <c>closing</c>, <c>closed</c> or <c>failed</c>.</param>
/// <param name="Place">Where the journal is.</param>
/// <param name="Replayed">Entries replayed.</param>
/// <param name="Of">Entries to replay.</param>
internal sealed record BookStatus(string State, string Place = "", long Replayed = 0, long Of = 0)
{
    /// <summary>Why there is no ledger, and what to do.</summary>
    public string? Reason { get; init; }
}

/// <summary>An open book and what belongs to it.</summary>
internal sealed record OpenBook(IJournal Journal, GeneralLedger Ledger, Looks Looks, string Place);
