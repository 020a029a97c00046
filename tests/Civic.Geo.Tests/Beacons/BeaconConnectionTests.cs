using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using NodaTime;

namespace Civic.Geo.Beacons;

public class BeaconConnectionTests
{
    private static readonly BeaconProtocol Lines = new("lines", options => new LineDecoder(options));
    private static readonly FixedClock Clock = new();

    [Fact]
    public async Task Every_reply_is_sent_after_its_fixes_were_stored()
    {
        var order = new List<string>();
        var input = PipeReader.Create(new MemoryStream("a\nb\n"u8.ToArray()));
        var sent = new Recorder(text => order.Add("sent " + text));
        await BeaconConnection.RunAsync(input, PipeWriter.Create(sent), new BeaconReader(Lines), Clock, (fixes, _) =>
        {
            order.Add("stored " + string.Concat(fixes.ToArray().Select(f => f.Device.Reveal())));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(["stored ab", "sent ok a.ok b."], order);
    }

    [Fact]
    public async Task When_storing_fails_nothing_is_sent_and_the_failure_is_the_callers()
    {
        var sent = new MemoryStream();
        var input = PipeReader.Create(new MemoryStream("a\n"u8.ToArray()));
        await Assert.ThrowsAsync<IOException>(() => BeaconConnection.RunAsync(
            input, PipeWriter.Create(sent), new BeaconReader(Lines), Clock, (_, _) => throw new IOException("disk full")));
        Assert.Equal(0, sent.Length);
    }

    [Fact]
    public async Task A_stream_of_more_fixes_than_the_buffer_holds_is_stored_in_batches()
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")));
        var (batches, count) = (0, 0);
        await BeaconConnection.RunAsync(PipeReader.Create(new MemoryStream(bytes)), null, new BeaconReader(Lines), Clock, (fixes, _) =>
        {
            batches++;
            count += fixes.Length;
            return ValueTask.CompletedTask;
        });
        Assert.Equal(1000, count);
        Assert.InRange(batches, 4, 1000);
    }

    [Fact]
    public async Task It_stops_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        var pipe = new Pipe();
        var running = BeaconConnection.RunAsync(pipe.Reader, null, new BeaconReader(Lines), Clock, (_, _) => ValueTask.CompletedTask, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private sealed class FixedClock : IClock
    {
        public Instant GetCurrentInstant() => Wire.Now;
    }

    private sealed class Recorder(Action<string> wrote) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            wrote(Encoding.ASCII.GetString(buffer.Span));
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A line is a device's name, and a fix; the reply repeats it.</summary>
    private sealed class LineDecoder(BeaconOptions options) : BeaconDecoder(options)
    {
        public override int MaxFrameLength => 16;

        public override FrameProbe Probe(ReadOnlySpan<byte> window) =>
            window.IndexOf((byte)'\n') is >= 0 and var end ? FrameProbe.Frame(end + 1) : FrameProbe.NeedMore;

        public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
        {
            if (DeviceKey.TryCreate(frame[..^1], out var device) && Identify(device, output))
            {
                output.Add(new Fix { Device = device });
                output.Replies.Write([.. "ok "u8, .. frame[..^1], (byte)'.']);
            }
        }
    }
}
