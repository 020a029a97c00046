using System.Buffers;
using System.IO.Pipelines;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>Runs a <see cref="BeaconReader"/> over a pipe: a socket, a serial line, a file.</summary>
public static class BeaconConnection
{
    /// <summary>
    /// Reads until the other end closes. For each batch of fixes: first <paramref name="store"/> is awaited, then the replies
    /// are sent, so that a device is told only what is safe. If storing fails, nothing is sent and the exception leaves this
    /// method: close the connection, and the device sends the batch again.
    /// </summary>
    /// <param name="input">Where bytes come from. Completing it is the caller's.</param>
    /// <param name="output">Where replies go, or <see langword="null"/> when nobody listens (a file, a one-way line).</param>
    /// <param name="reader">The reader of this connection.</param>
    /// <param name="clock">Gives the receive time.</param>
    /// <param name="store">Takes a batch; the memory is valid until its task completes.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static async Task RunAsync(
        PipeReader input,
        PipeWriter? output,
        BeaconReader reader,
        IClock clock,
        Func<ReadOnlyMemory<Fix>, CancellationToken, ValueTask> store,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(store);
        var fixes = new FixBuffer();
        var replies = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            bool more;
            do
            {
                var now = clock.GetCurrentInstant();
                more = result.IsCompleted ? reader.ReadToEnd(ref buffer, now, fixes, replies) : reader.Read(ref buffer, now, fixes, replies);
                if (fixes.Count > 0)
                {
                    await store(fixes.Memory, cancellationToken).ConfigureAwait(false);
                    fixes.Clear();
                }

                if (output is not null && replies.WrittenCount > 0)
                {
                    await output.WriteAsync(replies.WrittenMemory, cancellationToken).ConfigureAwait(false);
                }

                replies.ResetWrittenCount();
            }
            while (more);

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }
}
