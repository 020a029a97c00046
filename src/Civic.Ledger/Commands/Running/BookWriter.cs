using System.Buffers.Binary;
using System.Security.Cryptography;
using Civic.Journal;
using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// Appends groups to the book's stream: at exactly the version the book is at, under its lease, and again under the same key when the answer was lost. A
/// group is either durable when <see cref="AppendAsync"/> returns, or the book must not go on.
/// </summary>
internal sealed class BookWriter(IJournal journal, GeneralLedgerOptions options)
{
    private readonly StreamId _stream = options.Stream;

    /// <summary>Makes the keys of this writer its own: two hosts never append under one key.</summary>
    private readonly byte[] _nonce = RandomNumberGenerator.GetBytes(sizeof(ulong));

    private FencingToken _token;
    private Instant _renewAt = Instant.MinValue;

    /// <summary>The version of the last durable entry.</summary>
    public long Version { get; set; }

    /// <summary>Whether a try that was given up may still be reading the payloads.</summary>
    public bool MayStillBeRead { get; private set; }

    /// <exception cref="LedgerException">The group is not known to be durable.</exception>
    public async Task AppendAsync(IReadOnlyList<NewEntry> entries)
    {
        var key = Key();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await KeepLeaseAsync().ConfigureAwait(false);
                var outcome = await TryAsync(entries, key).ConfigureAwait(false);
                Accept(outcome, entries.Count);
                return;
            }
            catch (Exception lost) when (attempt < options.AppendAttempts && IsUnknown(lost))
            {
                await DelayAsync(attempt).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is not LedgerException)
            {
                throw new LedgerException(
                    LedgerFailure.AppendFailed,
                    $"{_stream}: the journal did not confirm {entries.Count} entries after version {Version} ({failed.Message}). "
                    + "Open the book again; what was not acknowledged may or may not be booked: ask again with the same identifiers.",
                    failed);
            }
        }
    }

    /// <summary>Saves a state that ends at the durable version.</summary>
    public async Task SaveSnapshotAsync(ReadOnlyMemory<byte> state)
    {
        var head = await InTimeAsync(journal.GetStreamHeadAsync(_stream)).ConfigureAwait(false);
        if (head.Version != Version)
            throw Overtaken(head.Version);
        var saving = journal.SaveSnapshotAsync(new(_stream, head, LedgerMachine.SnapshotFormat, state));
        await saving.AsTask().WaitAsync(options.AppendTimeout.ToTimeSpan(), options.TimeProvider).ConfigureAwait(false);
    }

    /// <exception cref="LedgerException">Another host holds the lease.</exception>
    public async ValueTask KeepLeaseAsync()
    {
        var now = options.Clock.GetCurrentInstant();
        if (options.Lease is not { } lease || now < _renewAt)
            return;
        var outcome = await InTimeAsync(journal.TakeLeaseAsync(_stream.Family, lease.Holder, lease.Duration)).ConfigureAwait(false);
        if (!outcome.IsGranted)
        {
            throw new LedgerException(
                LedgerFailure.Fenced,
                $"{_stream}: {outcome.Holder} holds the lease until {outcome.Until}. Stop it there, or wait, then open the book here.");
        }

        (_token, _renewAt) = (outcome.Token, now + (lease.Duration / 2));
    }

    public async ValueTask ReleaseLeaseAsync()
    {
        if (_token.Value == 0)
            return;
        await journal.ReleaseLeaseAsync(_stream.Family, _token).ConfigureAwait(false);
        (_token, _renewAt) = (default, Instant.MinValue);
    }

    private async ValueTask<AppendOutcome> TryAsync(IReadOnlyList<NewEntry> entries, AppendKey key)
    {
        try
        {
            return await InTimeAsync(journal.AppendAsync(_stream, ExpectedVersion.Exactly(Version), entries, new(key, _token))).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            MayStillBeRead = true;
            throw;
        }
    }

    /// <exception cref="TimeoutException">The journal did not answer in time; it may still do what it was asked.</exception>
    private ValueTask<T> InTimeAsync<T>(ValueTask<T> call) =>
        call.IsCompleted ? call : new(call.AsTask().WaitAsync(options.AppendTimeout.ToTimeSpan(), options.TimeProvider));

    private void Accept(AppendOutcome outcome, int count)
    {
        var reached = Version + count;
        if (outcome.IsStored && outcome.Version == reached)
        {
            Version = reached;
            return;
        }

        throw outcome.Result == AppendResult.Fenced
            ? new LedgerException(
                LedgerFailure.Fenced,
                $"{_stream}: another host took the lease, so this one stopped at version {Version}. What it had not acknowledged is not booked.")
            : Overtaken(outcome.Version);
    }

    private LedgerException Overtaken(long version) => new(
        LedgerFailure.Overtaken,
        $"{_stream}: another host wrote up to version {version} while this one was at {Version}, so this one stopped. "
        + "Let one host write, and open the book again.");

    private AppendKey Key()
    {
        Span<byte> key = stackalloc byte[16];
        _nonce.CopyTo(key);
        BinaryPrimitives.WriteInt64BigEndian(key[sizeof(long)..], Version + 1);
        return new(new Guid(key));
    }

    private Task DelayAsync(int attempt)
    {
        var delay = options.RetryDelay.ToTimeSpan() * Math.Pow(2, Math.Min(attempt - 1, 10));
        return delay <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, options.TimeProvider);
    }

    private static bool IsUnknown(Exception error) =>
        error is TimeoutException or JournalException { Failure: JournalFailure.ConnectionLost or JournalFailure.TimedOut };
}
