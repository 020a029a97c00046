using System.Buffers;
using System.Text;

namespace Civic.Geo.Beacons;

/// <summary>Sends one request to a protocol of phones and keeps what comes out.</summary>
internal sealed class PhoneWire(IHttpBeaconProtocol protocol)
{
    private readonly FixBuffer _fixes = new();
    private readonly ArrayBufferWriter<byte> _reply = new();

    public BeaconCounters Counters { get; } = new();

    public Fix[] Fixes => _fixes.Span.ToArray();

    public Fix Fix => Assert.Single(Fixes);

    public string Reply => Encoding.UTF8.GetString(_reply.WrittenSpan);

    public int Status { get; private set; }

    public PhoneWire Get(string query) => Send(query, "", [], "");

    public PhoneWire Post(string body, string contentType = "") => Send("", contentType, [Encoding.UTF8.GetBytes(body)], "");

    public PhoneWire Send(string query, string contentType, IReadOnlyList<byte[]> body, string topic, string user = "", string device = "")
    {
        Status = protocol.Read(
            new HttpBeacon
            {
                Query = Encoding.UTF8.GetBytes(query),
                ContentType = Encoding.UTF8.GetBytes(contentType),
                Body = Wire.Sequence(body),
                Topic = Encoding.UTF8.GetBytes(topic),
                User = Encoding.UTF8.GetBytes(user),
                Device = Encoding.UTF8.GetBytes(device),
            },
            Wire.Now,
            _fixes,
            _reply,
            Counters);
        return this;
    }
}
