using Civic.Testing;

namespace Civic.Journal.Tests;

public abstract partial class JournalContract
{
    /// <summary>One random thing to do; small numbers, so that streams, keys, versions and tokens often meet.</summary>
    public sealed record Command(byte Kind, byte Stream, byte Expected, byte Key, byte Token, byte Content);

    [Property(MaxTest = 20)]
    public Task Any_sequence_of_commands_ends_as_in_a_plain_model(Command[] commands) => RunAsync(commands);

    protected async Task RunAsync(Command[] commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        await using var journal = await OpenAsync(Clock);
        var model = new PlainJournal();
        foreach (var command in commands)
        {
            var stream = new StreamId($"f{command.Stream % 2}", $"s{command.Stream % 3}");
            var holder = $"host-{command.Content % 2}";
            var token = command.Token % 3 == 0 ? default : new FencingToken((command.Token % 5) + (command.Token % 3) - 1);
            switch (command.Kind % 16)
            {
                case 0:
                    var lease = await journal.TakeLeaseAsync(stream.Family, holder, Hour);
                    Assert.Equal(model.Take(stream.Family, holder), (lease.IsGranted, lease.Token.Value, lease.Holder));
                    break;
                case 1:
                    await journal.ReleaseLeaseAsync(stream.Family, token);
                    model.Release(stream.Family, token.Value);
                    break;
                case 2:
                    await LetLeasesEndAsync(journal);
                    model.EndLeases();
                    break;
                default:
                    var expected = (command.Expected % 4) switch
                    {
                        0 => ExpectedVersion.Exactly(command.Expected % 7),
                        1 => ExpectedVersion.Any,
                        2 => ExpectedVersion.Exactly(model.VersionOf(stream)),
                        _ => ExpectedVersion.Empty,
                    };
                    var options = new AppendOptions(command.Key % 2 == 0 ? default : Key(command.Key % 6).Key, token);
                    var entries = Entries(1 + (command.Content % 3), $"{command.Content % 2}");
                    Assert.Equal(model.Append(stream, expected, entries, options), await journal.AppendAsync(stream, expected, entries, options));
                    break;
            }
        }

        var all = await AllAsync(journal.ReadAllAsync());
        Assert.Equal(model.All, all.ConvertAll(e => (e.Position, e.Stream, e.Version, Convert.ToHexString(e.Payload.Span))));
        await AssertWholeAsync(journal);
    }

    /// <summary>What a journal does, in the plainest way: lists and loops, no hashes.</summary>
    private sealed class PlainJournal
    {
        private readonly List<(StreamId Stream, Guid Key, string Request, long Version, long Position)> _keys = [];
        private readonly Dictionary<string, (long Token, string Holder, bool IsRunning)> _leases = [];

        public List<(long Position, StreamId Stream, long Version, string Payload)> All { get; } = [];

        public long VersionOf(StreamId stream) => All.Count(e => e.Stream == stream);

        public AppendOutcome Append(StreamId stream, ExpectedVersion expected, NewEntry[] entries, AppendOptions options)
        {
            var request = string.Join('|', entries.Select(e => Convert.ToHexString(e.Payload.Span)));
            foreach (var earlier in _keys.Where(k => k.Stream == stream && k.Key == options.Key.Value))
            {
                return earlier.Request == request
                    ? new(AppendResult.AlreadyAppended, earlier.Version, earlier.Position)
                    : new(AppendResult.KeyReused, VersionOf(stream), 0);
            }

            var lease = _leases.GetValueOrDefault(stream.Family);
            if (options.Token.Value != lease.Token && (options.Token.Value != 0 || lease.IsRunning))
            {
                return new(AppendResult.Fenced, VersionOf(stream), 0);
            }

            if (expected != ExpectedVersion.Any && expected.Value != VersionOf(stream))
            {
                return new(AppendResult.VersionConflict, VersionOf(stream), 0);
            }

            foreach (var entry in entries)
            {
                All.Add((All.Count + 1, stream, VersionOf(stream) + 1, Convert.ToHexString(entry.Payload.Span)));
            }

            if (!options.Key.IsNone)
            {
                _keys.Add((stream, options.Key.Value, request, VersionOf(stream), All.Count));
            }

            return new(AppendResult.Appended, VersionOf(stream), All.Count);
        }

        public (bool IsGranted, long Token, string Holder) Take(string family, string holder)
        {
            var lease = _leases.GetValueOrDefault(family);
            if (lease.IsRunning && lease.Holder != holder)
            {
                return (false, 0, lease.Holder);
            }

            _leases[family] = lease = (lease.IsRunning ? lease.Token : lease.Token + 1, holder, true);
            return (true, lease.Token, holder);
        }

        public void Release(string family, long token)
        {
            if (token > 0 && _leases.TryGetValue(family, out var lease) && lease.Token == token)
            {
                _leases[family] = lease with { IsRunning = false };
            }
        }

        public void EndLeases()
        {
            foreach (var (family, lease) in _leases.ToArray())
            {
                _leases[family] = lease with { IsRunning = false };
            }
        }
    }
}
