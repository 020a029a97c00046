using System.Net;
using System.Net.Sockets;
using Civic.City.Feeds;

namespace Civic.City.Replay;

/// <summary>A connection of the replay to one of the city's own ports.</summary>
internal sealed class ReplayLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Socket _socket;
    private readonly FeedBoard _board;
    private readonly IPEndPoint _local;
    private readonly byte[] _received = new byte[1024];
    private int _count;

    private ReplayLine(Socket socket, FeedBoard board)
    {
        _socket = socket;
        _board = board;
        _local = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>Connects, having told the feeds that this is no real device.</summary>
    public static async Task<ReplayLine> ConnectAsync(IPEndPoint feed, SourceKind kind, FeedBoard board, CancellationToken stop)
    {
        var target = Reachable(feed);
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(target.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0));
            board.ExpectReplay((IPEndPoint)socket.LocalEndPoint!, kind);
            await socket.ConnectAsync(target, stop);
            return new ReplayLine(socket, board);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends all of the bytes.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, stop)..];
        }
    }

    /// <summary>Waits for the answer a device waits for.</summary>
    /// <exception cref="IOException">It did not come, or says no: the device connects anew and sends again.</exception>
    public async Task HearAsync(DeviceVoice voice, CancellationToken stop)
    {
        if (!voice.IsAnswered)
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        while (true)
        {
            var length = voice.ReadAnswer(_received.AsSpan(0, _count));
            if (length < 0)
            {
                throw new IOException("The message was not accepted.");
            }

            if (length > 0)
            {
                _received.AsSpan(length, _count - length).CopyTo(_received);
                _count -= length;
                return;
            }

            int more;
            try
            {
                more = await _socket.ReceiveAsync(_received.AsMemory(_count), patience.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new IOException("No answer came.");
            }

            if (more == 0)
            {
                throw new IOException("The line was closed.");
            }

            _count += more;
        }
    }

    /// <summary>Says that nothing more is to come, and waits until the city has read all of it.</summary>
    public async Task FinishAsync(CancellationToken stop)
    {
        _socket.Shutdown(SocketShutdown.Send);
        while (await _socket.ReceiveAsync(_received, stop) > 0)
        {
            // Answers to a log interest nobody.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _board.ForgetReplay(_local);
    }

    /// <summary>A feed that listens on every address is reached on loopback.</summary>
    private static IPEndPoint Reachable(IPEndPoint feed) =>
        feed.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, feed.Port)
        : feed.Address.Equals(IPAddress.IPv6Any) ? new(IPAddress.IPv6Loopback, feed.Port)
        : feed;
}
