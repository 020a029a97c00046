using System.Net;
using System.Net.Sockets;
using Civic.City.Replay;
using NodaTime;

namespace Civic.City;

/// <summary>A real device as far as the city can tell: a socket, and a voice of the replay.</summary>
internal sealed class TestDevice : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly DeviceVoice _voice;
    private readonly byte[] _frame = new byte[DeviceVoice.MaxFrame];

    private TestDevice(DeviceVoice voice) => _voice = voice;

    public static async Task<TestDevice> ConnectAsync(IPEndPoint port, DeviceVoice voice)
    {
        var device = new TestDevice(voice);
        await device._socket.ConnectAsync(port);
        for (var greeting = 0; greeting < voice.Greetings; greeting++)
        {
            await device.SayAsync(voice.Greet(greeting, device._frame));
        }

        return device;
    }

    /// <summary>Reports, and waits for the answer when the protocol has one.</summary>
    public Task TellAsync(double latitude, double longitude, bool sos = false, Instant? time = null) =>
        SayAsync(_voice.Tell(new Report(time ?? SystemClock.Instance.GetCurrentInstant(), new Geo.GeoPoint(latitude, longitude), 1, 90, sos), _frame));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes)..];
        }
    }

    /// <summary>Says that nothing more comes, and waits until the city has read everything and closed.</summary>
    public async Task FinishAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        while (await _socket.ReceiveAsync(_frame) > 0)
        {
            // Answers that nobody waited for.
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SayAsync(int length)
    {
        await SendAsync(_frame.AsMemory(0, length));
        if (!_voice.IsAnswered)
        {
            return;
        }

        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var received = new byte[256];
        var count = 0;
        int answer;
        while ((answer = _voice.ReadAnswer(received.AsSpan(0, count))) == 0)
        {
            var more = await _socket.ReceiveAsync(received.AsMemory(count), giveUp.Token);
            Assert.NotEqual(0, more);
            count += more;
        }

        Assert.Equal(count, answer);
    }
}
