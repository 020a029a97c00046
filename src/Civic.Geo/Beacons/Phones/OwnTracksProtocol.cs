using System.Buffers;
using System.Text.Json;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// The JSON of OwnTracks, over HTTP or as the payload of an MQTT message: locations and transitions become fixes; last wills,
/// waypoints (places a user drew, not where the phone is), states, cards and types to come are answered and passed over.
/// </summary>
/// <remarks>
/// <para>Who reports: the MQTT topic; else the user and device that the host vouches for
/// (<see cref="HttpBeacon.User"/>, <see cref="HttpBeacon.Device"/>), as <c>owntracks/user/device</c>; else what the message says of itself,
/// its <c>topic</c> or its two letters <c>tid</c>. The message comes last because anybody can write anything there.
/// A topic counts up to its third level, so that <c>owntracks/jane/phone/event</c> is the same device.</para>
/// <para>An encrypted message is counted as unsupported. Every well-formed request is answered 200 and <c>[]</c>, for the app sends others
/// again and everything newer waits behind them. Allocates nothing per message. Safe for several threads.</para>
/// </remarks>
/// <param name="options">Who may report, and the device of messages that name none; every device by default.</param>
public sealed class OwnTracksProtocol(BeaconOptions? options = null) : IHttpBeaconProtocol
{
    private readonly BeaconOptions _options = options ?? BeaconOptions.Default;

    /// <inheritdoc/>
    public string Name => "owntracks";

    /// <inheritdoc/>
    public int MaxBodyLength => PhoneRequest.MaxBodyLength;

    /// <inheritdoc/>
    public int Read(in HttpBeacon request, Instant receiveTime, FixBuffer fixes, IBufferWriter<byte> reply, BeaconCounters counters)
    {
        ArgumentNullException.ThrowIfNull(fixes);
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(counters);
        var handling = new PhoneRequest(_options, counters);
        var status = handling.Begin(request);
        if (status == PhoneRequest.Ok)
        {
            status = PhoneJson.IsWellFormed(request.Body) ? ReadMessages(request, receiveTime, fixes, handling) : handling.Refuse(RefusalReason.Malformed);
        }

        if (status == PhoneRequest.Ok)
        {
            reply.Write("[]"u8);
        }

        return status;
    }

    /// <summary>Reads one message, or a list of them; a list is accepted when one of it is.</summary>
    private int ReadMessages(in HttpBeacon request, Instant receiveTime, FixBuffer fixes, PhoneRequest handling)
    {
        var vouched = OwnTracksDevice.Vouched(request);
        var reader = PhoneJson.Open(request.Body);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return ReadMessage(ref reader, vouched, receiveTime, fixes, handling);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return handling.Refuse(RefusalReason.Malformed);
        }

        var (worst, isAnyRead) = (PhoneRequest.Ok, false);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var status = PhoneRequest.BadRequest;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                status = ReadMessage(ref reader, vouched, receiveTime, fixes, handling);
            }
            else
            {
                handling.Refuse(RefusalReason.Malformed);
                reader.Skip();
            }

            isAnyRead |= status == PhoneRequest.Ok;
            worst = Math.Max(worst, status);
        }

        return isAnyRead ? PhoneRequest.Ok : worst;
    }

    private int ReadMessage(ref Utf8JsonReader reader, DeviceKey vouched, Instant receiveTime, FixBuffer fixes, PhoneRequest handling)
    {
        var message = OwnTracksMessage.Read(ref reader);
        if (message.Kind == OwnTracksKind.Encrypted)
        {
            handling.Counters.Refuse(RefusalReason.Unsupported);
            return PhoneRequest.Ok;
        }

        if (message.Kind == OwnTracksKind.Other)
        {
            return handling.Accept();
        }

        var device = !vouched.IsNone ? vouched : !message.Topic.IsNone ? message.Topic : !message.Initials.IsNone ? message.Initials : _options.Device;
        var status = handling.Identify(device);
        if (status != PhoneRequest.Ok)
        {
            return status;
        }

        message.Report.Device = device;
        fixes.Add(message.Report.ToFix(receiveTime, handling.Counters));
        handling.Counters.Fixes++;
        return handling.Accept();
    }
}
