using System.Text.Json;
using Civic.Journal;

namespace Civic.Ledger;

/// <summary>
/// A book of accounts over a journal. What it acknowledged is on stable storage and is there again after any crash; every entry can be proved to have been in
/// the journal, and replaying the journal gives the same state to the byte.
/// </summary>
/// <remarks>
/// <para>Every member may be called from several threads. Requests are executed one after the other in the order they come; while some are being
/// stored, the next are executed, and all that wait share one flush. The answer comes when everything the request did is durable.</para>
/// <para>A question is answered in its turn too, from exactly the requests before it, and only once all of those are durable: it never shows what a
/// crash could take back, and whoever got an answer to a request sees its effect. A question costs no disk access, but waits for the flush under
/// way.</para>
/// <para>Cancelling stops the waiting and nothing else: the request may be executed all the same. Ask again with the same identifiers to learn what
/// became of it.</para>
/// <para>When an append fails, the memory is ahead of the journal: every waiting and later call fails with one <see cref="LedgerException"/>, and the
/// book must be opened again.</para>
/// </remarks>
public sealed partial class GeneralLedger : IAsyncDisposable
{
    /// <summary>The family of the streams that hold books.</summary>
    public const string StreamFamily = "ledger";

    /// <summary>The family of the streams that hold who looked at a book.</summary>
    public const string AccessFamily = "ledger-access";

    /// <summary>Most accounts or transfers of one request.</summary>
    public const int MaxBatch = 8_189;

    private readonly IJournal _journal;
    private readonly GeneralLedgerOptions _options;
    private readonly BookWriter _writer;
    private readonly BookRunner _runner;

    private GeneralLedger(IJournal journal, GeneralLedgerOptions options, BookWriter writer, BookRunner runner) =>
        (_journal, _options, _writer, _runner) = (journal, options, writer, runner);

    /// <summary>The book's name.</summary>
    public string Name => _options.Name;

    /// <summary>The stream that holds the book.</summary>
    public StreamId Stream => _options.Stream;

    /// <summary>The version of the last entry that is durable.</summary>
    public long DurableVersion => _runner.DurableVersion;

    /// <summary>Why the last snapshot that was due could not be saved; <see langword="null"/> when it could. The book goes on without; the next start
    /// takes longer.</summary>
    public Exception? SnapshotFault => _runner.SnapshotFault;

    /// <summary>
    /// Opens a book, or begins it when its stream is empty: takes the newest snapshot, replays every entry after it, and checks each against the hash
    /// chain and against the outcome that was recorded.
    /// </summary>
    /// <param name="journal">The journal; it stays open when the book is closed.</param>
    /// <param name="options">How the book is kept.</param>
    /// <param name="progress">Told how far the replay is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="LedgerException">The stream is not a book this program understands, an entry is damaged, a replay diverges, or another host
    /// holds the lease.</exception>
    /// <exception cref="JournalException">The store failed.</exception>
    public static async Task<GeneralLedger> OpenAsync(
        IJournal journal, GeneralLedgerOptions? options = null, IProgress<ReplayProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        options ??= new();
        options.ThrowIfInvalid();
        var writer = new BookWriter(journal, options);
        await writer.KeepLeaseAsync().ConfigureAwait(false);
        try
        {
            await BeginAsync(journal, options, writer, cancellation).ConfigureAwait(false);
            var replay = new BookReplay(journal, options.Stream);
            await replay.RunAsync(options.UtcOffset, progress, cancellation).ConfigureAwait(false);
            writer.Version = replay.Version;
            return new(journal, options, writer, new(replay.Machine!, writer, options, replay.SnapshotVersion));
        }
        catch
        {
            await writer.ReleaseLeaseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Saves the whole state, so that the next start need not replay what is in it. Requests wait while the state is copied.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The version that the snapshot reaches to.</returns>
    /// <exception cref="JournalException">The store failed; the book goes on.</exception>
    public Task<long> SaveSnapshotAsync(CancellationToken cancellation = default) => _runner.AskAsync(new SnapshotRequest(), cancellation);

    /// <summary>SHA-256 over everything the book knows, in one canonical form: two books that took the same entries have the same. O(n) in
    /// transfers.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Digest> StateHashAsync(CancellationToken cancellation = default) => AskAsync(machine => machine.StateHash(), cancellation);

    /// <summary>Finishes what was asked, gives the lease back and closes the book; the journal stays open. A book that failed closes at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _writer.ReleaseLeaseAsync().ConfigureAwait(false);
        }
        catch (JournalException)
        {
            // The lease runs out by itself.
        }
    }

    /// <summary>Executes a command in its turn; the answer comes when its entry is durable.</summary>
    internal Task<TOutcome> RunAsync<TOutcome>(LedgerCommand<TOutcome> command, CancellationToken cancellation) =>
        _runner.AskAsync(new CommandRequest<TOutcome>(command), cancellation);

    /// <summary>Puts a question to the machine in its turn; the answer comes when everything it saw is durable. It must not hold on to what the
    /// machine changes.</summary>
    internal Task<TAnswer> AskAsync<TAnswer>(Func<LedgerMachine, TAnswer> question, CancellationToken cancellation) =>
        _runner.AskAsync(new QueryRequest<TAnswer>(question), cancellation);

    private static async Task BeginAsync(IJournal journal, GeneralLedgerOptions options, BookWriter writer, CancellationToken cancellation)
    {
        if ((await journal.GetStreamHeadAsync(options.Stream, cancellation).ConfigureAwait(false)).Version > 0)
            return;
        var opened = new BookOpened(BookOpened.Current, options.Name, options.UtcOffset.Seconds);
        var payload = JsonSerializer.SerializeToUtf8Bytes(opened, CommandJson.Default.BookOpened);
        try
        {
            await writer.AppendAsync([new(BookOpened.EntryType, options.Clock.GetCurrentInstant(), payload)]).ConfigureAwait(false);
        }
        catch (LedgerException other) when (other.Failure == LedgerFailure.Overtaken)
        {
            // Another host began it at the same moment: take what is there.
        }
    }
}
