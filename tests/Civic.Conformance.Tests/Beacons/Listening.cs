using System.Buffers;
using System.Text;
using System.Text.Json;
using Civic.Geo.Beacons;
using NodaTime;

namespace Civic.Conformance.Beacons;

/// <summary>One device's connection as the cases see it: a frame in, fixes and replies out.</summary>
internal sealed class Listening
{
    private static readonly IHttpBeaconProtocol[] Http = [new OsmAndProtocol(), new OwnTracksProtocol()];

    private readonly IHttpBeaconProtocol? _http;
    private readonly BeaconReader? _reader;
    private readonly BeaconCounters _httpCounters = new();

    public Listening(string protocol, BeaconOptions options)
    {
        _http = Array.Find(Http, p => p.Name == protocol);
        _reader = _http is null ? new BeaconReader(BeaconProtocols.Standard[protocol], options) : null;
    }

    /// <summary>The second at which the other decoder answered: its replies carry it.</summary>
    public static Instant Now { get; } = Instant.FromUtc(2026, 11, 21, 23, 31, 43);

    public BeaconCounters Counters => _reader?.Counters ?? _httpCounters;

    public static bool Reads(string protocol) => BeaconProtocols.Standard.TryGet(protocol, out _) || Array.Exists(Http, p => p.Name == protocol);

    /// <summary>The bytes of a case as they are on the wire.</summary>
    public static byte[] WireBytes(JsonElement frame) =>
        frame.TryGetProperty("wireHex", out var wire) ? Convert.FromHexString(wire.GetString()!)
        : frame.TryGetProperty("hex", out var hex) ? Convert.FromHexString(hex.GetString()!)
        : Encoding.UTF8.GetBytes(frame.GetProperty("text").GetString()! + "\r\n");

    public (IReadOnlyList<Fix> Fixes, byte[] Reply, int Status) Hear(JsonElement frame) =>
        _http is null ? HearBytes([WireBytes(frame)]) : HearRequest(frame.GetProperty("http"));

    /// <summary>The chunks, one read each, then the end of the stream.</summary>
    public (IReadOnlyList<Fix> Fixes, byte[] Reply, int Status) HearBytes(IReadOnlyList<byte[]> chunks)
    {
        var fixes = new FixBuffer();
        var replies = new ArrayBufferWriter<byte>();
        byte[] rest = [];
        for (var i = 0; i < chunks.Count; i++)
        {
            var input = new ReadOnlySequence<byte>([.. rest, .. chunks[i]]);
            while (i < chunks.Count - 1 ? _reader!.Read(ref input, Now, fixes, replies) : _reader!.ReadToEnd(ref input, Now, fixes, replies))
            {
                throw new InvalidOperationException("A case holds more fixes than the buffer.");
            }

            rest = input.ToArray();
        }

        return (fixes.Span.ToArray(), replies.WrittenSpan.ToArray(), 0);
    }

    /// <summary>A JT/T 808 frame without its escape pairs.</summary>
    public static byte[] Unescape(byte[] frame)
    {
        var plain = new List<byte>();
        for (var i = 0; i < frame.Length; i++)
        {
            plain.Add(frame[i] == 0x7d ? (byte)(0x7c + frame[++i]) : frame[i]);
        }

        return [.. plain];
    }

    private (IReadOnlyList<Fix> Fixes, byte[] Reply, int Status) HearRequest(JsonElement http)
    {
        var fixes = new FixBuffer();
        var reply = new ArrayBufferWriter<byte>();
        var uri = http.GetProperty("uri").GetString()!;
        var headers = http.GetProperty("headers");
        var status = _http!.Read(
            new HttpBeacon
            {
                Query = Encoding.UTF8.GetBytes(uri.Contains('?', StringComparison.Ordinal) ? uri[(uri.IndexOf('?', StringComparison.Ordinal) + 1)..] : ""),
                ContentType = Header(headers, "Content-Type"),
                User = Header(headers, "X-Limit-U"),
                Device = Header(headers, "X-Limit-D"),
                Body = new(Encoding.UTF8.GetBytes(http.GetProperty("body").GetString() ?? "")),
            },
            Now,
            fixes,
            reply,
            _httpCounters);
        return (fixes.Span.ToArray(), reply.WrittenSpan.ToArray(), status);
    }

    private static byte[] Header(JsonElement headers, string name) =>
        Encoding.UTF8.GetBytes(headers.EnumerateObject().Where(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value.GetString()).FirstOrDefault() ?? "");
}
