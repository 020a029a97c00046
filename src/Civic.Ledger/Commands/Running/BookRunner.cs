using System.Threading.Channels;
using Civic.Journal;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// Runs the machine. One loop executes requests in the order they came and fills a group; another appends groups. While one group is on its way to the
/// disk, the next is executed. A request is answered when its group is durable; a question is answered with the group it was asked in, so that it never
/// shows what could be lost.
/// </summary>
internal sealed class BookRunner : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly LedgerMachine _machine;
    private readonly BookWriter _writer;
    private readonly GeneralLedgerOptions _options;
    private readonly Channel<LedgerRequest> _requests;
    private readonly Channel<bool> _filled = Signal();
    private readonly Channel<bool> _taken = Signal();
    private readonly Task _running;
    private EntryGroup _open = new();
    private EntryGroup _spare = new();
    private long _version;
    private long _snapshotVersion;
    private volatile Exception? _fault;
    private volatile Exception? _appendFault;
    private long _durableVersion;

    /// <summary>Begins to run, from where the newest snapshot ends or later.</summary>
    public BookRunner(LedgerMachine machine, BookWriter writer, GeneralLedgerOptions options, long snapshotVersion)
    {
        (_machine, _writer, _options, _version, _snapshotVersion) = (machine, writer, options, writer.Version, snapshotVersion);
        _durableVersion = writer.Version;
        _requests = Channel.CreateBounded<LedgerRequest>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _running = Task.WhenAll(Task.Run(ExecuteAllAsync), Task.Run(AppendAllAsync));
    }

    /// <summary>The version up to which everything is durable.</summary>
    public long DurableVersion => Interlocked.Read(ref _durableVersion);

    /// <summary>Why the last snapshot that was due could not be saved; <see langword="null"/> when it could.</summary>
    public Exception? SnapshotFault { get; private set; }

    public async Task<TAnswer> AskAsync<TAnswer>(LedgerRequest<TAnswer> request, CancellationToken cancellation)
    {
        if (_fault is { } fault)
            throw Rethrown(fault);
        try
        {
            await _requests.Writer.WriteAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GeneralLedger), "The book is closed: open it again.");
        }

        return await request.Answer.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes no more requests, finishes those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _running.ConfigureAwait(false);
    }

    private async Task ExecuteAllAsync()
    {
        await foreach (var request in _requests.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            while (IsOpenFull())
                await _taken.Reader.ReadAsync().ConfigureAwait(false);
            if (_fault is { } fault)
                request.Fail(Rethrown(fault));
            else
                Handle(request);
            _filled.Writer.TryWrite(true);
        }

        _filled.Writer.TryComplete();
    }

    private void Handle(LedgerRequest request)
    {
        switch (request)
        {
            case ICommandRequest command:
                Execute(request, command);
                break;
            case IQueryRequest query:
                Ask(request, query);
                break;
            case ExpireRequest expire:
                Expire(expire);
                break;
            case SnapshotRequest snapshot:
                TakeSnapshot(snapshot);
                break;
        }
    }

    private void Execute(LedgerRequest request, ICommandRequest asked)
    {
        Change(request, asked.Command.EntryType, now =>
        {
            var timestamp = _machine.Prepare(now, asked.Command);
            _machine.Execute(asked.Command, timestamp);
            Add(asked.Command, asked.Payload, timestamp, request);
        });
        if (_options.SnapshotEvery > 0 && _version - _snapshotVersion >= _options.SnapshotEvery && _fault is null)
            TakeSnapshot(null);
    }

    private void Expire(ExpireRequest request) => Change(request, ExpireCommand.Type, _ =>
    {
        lock (_gate)
            _open.Requests.Add(request);
    });

    /// <summary>
    /// Changes the machine, after what is due has expired. A clock that cannot be right fails this request only; anything after that leaves a memory
    /// that is not what the journal would give, so nothing may go on.
    /// </summary>
    private void Change(LedgerRequest request, string what, Action<Instant> change)
    {
        Instant now;
        ulong nanoseconds;
        try
        {
            now = _options.Clock.GetCurrentInstant();
            nanoseconds = LedgerTime.Nanoseconds(now);
        }
        catch (OverflowException wrong)
        {
            request.Fail(new InvalidOperationException("The clock is before 1970 or after 2262: set it right.", wrong));
            return;
        }

        try
        {
            var expired = ExpireDue(nanoseconds);
            (request as ExpireRequest)?.Expired = expired;
            change(now);
        }
        catch (Exception failed)
        {
            _fault ??= new LedgerException(
                LedgerFailure.CommandFailed, $"{_options.Stream}: {what} failed and is not booked ({failed.GetType().Name}). Open the book again.", failed);
            request.Fail(Rethrown(_fault));
        }
    }

    private int ExpireDue(ulong now)
    {
        var expired = 0;
        for (var due = _machine.Engine.NextExpiry; due <= Math.Max(now, _machine.Timestamp); due = _machine.Engine.NextExpiry)
        {
            var command = new ExpireCommand(new(due));
            var payload = PayloadBuffer.Rent();
            command.WriteInput(payload);
            var timestamp = _machine.Prepare(LedgerTime.Instant(now), command);
            _machine.Execute(command, timestamp);
            Add(command, payload, timestamp, null);
            if (command.Outcome == 0)
                throw new InvalidOperationException($"A pending transfer was due at {due} and did not expire.");
            expired += command.Outcome;
        }

        return expired;
    }

    private void Add(LedgerCommand command, PayloadBuffer payload, ulong timestamp, LedgerRequest? request)
    {
        CommandEntry.Finish(payload, command.Mark, timestamp);
        var entry = new NewEntry(command.EntryType, LedgerTime.Instant(timestamp), payload.Written);
        _version++;
        lock (_gate)
        {
            _open.Add(entry, command, payload);
            if (request is not null)
                _open.Requests.Add(request);
        }
    }

    private void Ask(LedgerRequest request, IQueryRequest query)
    {
        try
        {
            query.Ask(_machine);
        }
        catch (Exception failed)
        {
            request.Fail(failed);
            return;
        }

        lock (_gate)
            _open.Requests.Add(request);
    }

    private void TakeSnapshot(SnapshotRequest? askedBy)
    {
        try
        {
            var state = _machine.Save();
            askedBy?.Version = _version;
            _snapshotVersion = _version;
            lock (_gate)
                (_open.Snapshot, _open.SnapshotAskedBy) = (state, askedBy);
        }
        catch (Exception tooLarge) when (tooLarge is OutOfMemoryException or OverflowException or ArgumentException)
        {
            (SnapshotFault, _snapshotVersion) = (tooLarge, _version);
            askedBy?.Fail(tooLarge);
        }
    }

    private bool IsOpenFull()
    {
        lock (_gate)
            return _open.IsFull;
    }

    private async Task AppendAllAsync()
    {
        while (await _filled.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            _filled.Reader.TryRead(out _);
            EntryGroup group;
            lock (_gate)
                (group, _open, _spare) = (_open, _spare, _open);
            _taken.Writer.TryWrite(true);
            await AppendAsync(group).ConfigureAwait(false);
            group.Clear(mayReuse: !_writer.MayStillBeRead && _appendFault is null);
        }
    }

    private async Task AppendAsync(EntryGroup group)
    {
        if (_appendFault is null && group.Entries.Count > 0)
        {
            try
            {
                await _writer.AppendAsync(group.Entries).ConfigureAwait(false);
                Interlocked.Exchange(ref _durableVersion, _writer.Version);
            }
            catch (Exception failed)
            {
                _appendFault = failed;
                _fault ??= failed;
            }
        }

        if (_appendFault is { } fault)
        {
            group.Fail(Rethrown(fault));
            return;
        }

        group.Succeed();
        if (group.Snapshot is { } state)
            await SaveSnapshotAsync(state, group.SnapshotAskedBy).ConfigureAwait(false);
    }

    private async Task SaveSnapshotAsync(ReadOnlyMemory<byte> state, SnapshotRequest? askedBy)
    {
        try
        {
            await _writer.SaveSnapshotAsync(state).ConfigureAwait(false);
            SnapshotFault = null;
            askedBy?.Succeed();
        }
        catch (Exception failed)
        {
            // A snapshot saves time at the next start and nothing else: without it the book goes on.
            SnapshotFault = failed;
            askedBy?.Fail(failed);
        }
    }

    private static Exception Rethrown(Exception fault) =>
        fault is LedgerException { Failure: var failure } ? new LedgerException(failure, fault.Message, fault) : fault;

    private static Channel<bool> Signal() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
}
