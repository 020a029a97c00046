using System.Net.Sockets;
using System.Text;
using Civic.City.Feeds;

namespace Civic.City.Replay;

/// <summary>Sends recorded NMEA logs to the NMEA port as they were recorded, each over a connection of its own, again and again.</summary>
internal sealed class LogReplay(ReplayOptions options, FeedBoard board, Notices notices)
{
    public async Task RunAsync(CancellationToken stop)
    {
        if (!board.Listening.TryGetValue("nmea", out var feed))
        {
            notices.Say("replay", "the nmea listener is off, so the log cannot be sent. Choose a free port with --feeds:nmea:port.");
            return;
        }

        var files = Usable();
        if (files.Count > 0)
        {
            notices.Say("replay", $"sending {files.Count} recorded log{(files.Count == 1 ? "" : "s")} to the NMEA port, each fix shown as of now.");
        }

        await Task.WhenAll(files.Select((file, index) => PlayAsync(file, index, feed, stop)));
    }

    private List<string> Usable()
    {
        var usable = new List<string>();
        try
        {
            foreach (var file in NmeaLog.Find(Path.GetFullPath(options.Source)))
            {
                if (NmeaLog.LooksLikeNmea(file))
                {
                    usable.Add(file);
                }
                else
                {
                    notices.Say("replay", $"{Path.GetFileName(file)} holds no NMEA sentences and is left out. A log has lines like $GPRMC,...");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notices.Say("replay", $"{e.Message} The city runs on without a replay.");
        }

        return usable;
    }

    private async Task PlayAsync(string file, int index, System.Net.IPEndPoint feed, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var line = await ReplayLine.ConnectAsync(feed, SourceKind.Log, board, stop);
                var name = Encoding.ASCII.GetBytes($"log-{index + 1}");
                foreach (var (bytes, wait) in NmeaLog.Epochs(file))
                {
                    await Task.Delay(TimeSpan.FromSeconds(wait / options.Speed), stop);
                    await line.SendAsync(Named(bytes, name), stop);
                }

                await line.FinishAsync(stop);
                await Task.Delay(TimeSpan.FromSeconds(1), stop);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException && !stop.IsCancellationRequested)
        {
            notices.Say("replay", $"{Path.GetFileName(file)} could not be sent further ({e.Message}). The other logs go on.");
        }
    }

    /// <summary>Puts an id before each sentence, as a router that speaks for a receiver does. Text before the sentence stays out.</summary>
    private static byte[] Named(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name)
    {
        var named = new List<byte>(lines.Length + 64);
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range];
            var start = line.IndexOf((byte)'$');
            if (start >= 0)
            {
                named.AddRange(name);
                named.AddRange(line[start..]);
                named.Add((byte)'\n');
            }
        }

        return [.. named];
    }
}
