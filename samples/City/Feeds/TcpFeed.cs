using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Civic.City.Live;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.City.Feeds;

/// <summary>Listens for devices of one protocol and reads each connection until it closes, falls silent or the city stops.</summary>
internal sealed class TcpFeed(FeedOptions options, BeaconProtocol protocol, FeedBoard board, Intake intake, Notices notices, IClock clock)
{
    private readonly FeedStatus _status = board[options.Protocol];
    private Socket? _listener;

    /// <summary>Takes the port. When it cannot be had, says so; the other feeds go on.</summary>
    public bool TryOpen()
    {
        var listener = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(options.Address, options.Port));
            listener.Listen(512);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            _status.Where = $"{options.Address}:{options.Port} ({e.SocketErrorCode})";
            notices.Say(options.Protocol, Explain(e.SocketErrorCode));
            return false;
        }

        _listener = listener;
        var endpoint = (IPEndPoint)listener.LocalEndPoint!;
        board.Listening[options.Protocol] = endpoint;
        _status.Where = endpoint.ToString();
        _status.IsListening = true;
        return true;
    }

    /// <summary>Accepts connections until the city stops.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var listener = _listener!;
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(stop);
            }
            catch (SocketException e)
            {
                notices.SayNowAndThen(options.Protocol, $"a connection failed before it began ({e.SocketErrorCode}).");
                continue;
            }

            if (_status.Connections >= options.MaxConnections)
            {
                _status.NoteTurnedAway();
                notices.SayNowAndThen(options.Protocol, $"turned a connection away, {options.MaxConnections} are open. Raise {Setting("maxConnections")}.");
                socket.Dispose();
                continue;
            }

            _ = ServeAsync(socket, stop);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        var source = new FixSource(_status, board.KindOf(socket.RemoteEndPoint));
        var reader = new BeaconReader(protocol);
        _status.Open(reader.Counters);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false));
            var filling = FillAsync(socket, pipe.Writer, connection);
            try
            {
                await BeaconConnection.RunAsync(
                    pipe.Reader, PipeWriter.Create(stream), reader, clock, (fixes, stopping) => intake.StoreAsync(source, fixes, stopping), connection.Token);
            }
            finally
            {
                await connection.CancelAsync();
                await pipe.Reader.CompleteAsync();
                await filling;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The device is gone, was silent for too long, or the city stops: each is an ordinary end.
        }
        finally
        {
            _status.Close(reader.Counters);
            Complain(reader.Counters);
        }
    }

    /// <summary>Moves bytes from the socket into the pipe; back-pressure of the pipe reaches the device.</summary>
    private async Task FillAsync(Socket socket, PipeWriter writer, CancellationTokenSource connection)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(connection.Token);
        try
        {
            while (true)
            {
                idle.CancelAfter(TimeSpan.FromSeconds(options.IdleSeconds));
                var count = await socket.ReceiveAsync(writer.GetMemory(1024), idle.Token);
                if (count == 0)
                {
                    break;
                }

                writer.Advance(count);
                if ((await writer.FlushAsync(idle.Token)).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // What has arrived is still read, and then the connection closes.
        }

        await writer.CompleteAsync();
    }

    /// <summary>One line now and then about bytes that made no sense.</summary>
    private void Complain(BeaconCounters counters)
    {
        if (counters.Accepted == 0 && counters.SkippedBytes > 0)
        {
            notices.SayNowAndThen(
                options.Protocol,
                $"{counters.SkippedBytes} bytes of a connection were no {options.Protocol}. Check that the device speaks it and has the right port.");
        }
        else if (counters.Refused > 0)
        {
            notices.SayNowAndThen(
                options.Protocol, $"refused {counters.Refused} damaged or incomplete messages of a connection; its good ones were taken. /status counts why.");
        }
    }

    private string Explain(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse =>
            $"port {options.Port} is in use by another program, so this listener is off. Stop it or choose another port: --{Setting("port")} {OtherPort}",
        SocketError.AccessDenied =>
            $"port {options.Port} may not be opened by this user, so this listener is off. Choose a port above 1023: --{Setting("port")} {OtherPort}",
        _ => $"cannot listen on {options.Address}:{options.Port} ({error}), so this listener is off. Check {Setting("address")}.",
    };

    private int OtherPort => options.Port < 50_000 ? options.Port + 10_000 : options.Port - 10_000;

    private string Setting(string name) => $"feeds:{options.Protocol}:{name}";
}
