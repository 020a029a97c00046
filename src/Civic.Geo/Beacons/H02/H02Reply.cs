using System.Buffers;
using System.Buffers.Text;

namespace Civic.Geo.Beacons;

/// <summary>The answers H02 devices wait for.</summary>
internal static class H02Reply
{
    private const int TimeLength = 14;

    /// <summary>Confirms a V1 with the time: <c>*HQ,id,V4,V1,yyyyMMddHHmmss#</c>, in UTC.</summary>
    internal static void Confirm(ReadOnlySpan<byte> id, in FrameOutput output)
    {
        var head = "*HQ,"u8;
        var middle = ",V4,V1,"u8;
        var utc = output.ReceiveTime.InUtc();
        var length = head.Length + id.Length + middle.Length + TimeLength + 1;
        var reply = output.Replies.GetSpan(length)[..length];
        head.CopyTo(reply);
        id.CopyTo(reply[head.Length..]);
        middle.CopyTo(reply[(head.Length + id.Length)..]);
        var time = reply[^(TimeLength + 1)..];
        Utf8Formatter.TryFormat(utc.Year, time, out _, new('D', 4));
        ReadOnlySpan<int> parts = [utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second];
        for (var i = 0; i < parts.Length; i++)
        {
            Utf8Formatter.TryFormat(parts[i], time[(4 + (2 * i))..], out _, new('D', 2));
        }

        reply[^1] = (byte)'#';
        output.Replies.Advance(length);
    }

    /// <summary>Sends back the beginning of a heartbeat, up to its type.</summary>
    internal static void Echo(ReadOnlySpan<byte> beginning, in FrameOutput output)
    {
        output.Replies.Write(beginning);
        output.Replies.Write("#"u8);
    }
}
