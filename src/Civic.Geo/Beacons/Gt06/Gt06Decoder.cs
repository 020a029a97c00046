namespace Civic.Geo.Beacons;

/// <summary>
/// GT06, the protocol of Concox and its many clones: plug-in trackers, scooters, panic buttons, dashcams. Reads logins,
/// positions, states and alarms, and answers what the device waits for.
/// </summary>
/// <remarks>Times are UTC unless <see cref="BeaconOptions.DeviceClock"/> or <see cref="BeaconOptions.Gt06LoginZone"/> says otherwise.</remarks>
internal sealed class Gt06Decoder(BeaconOptions options) : BeaconDecoder(options)
{
    private const int ShortStatusLength = 7;
    private long _clockOffset = options.DeviceClock?.Milliseconds ?? 0;
    private bool _isKnown;

    public override int MaxFrameLength => Gt06Framing.MaxLength;

    public override FrameProbe Probe(ReadOnlySpan<byte> window) => Gt06Framing.Probe(window);

    public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        if (output.IsBad && !Gt06Framing.IsLong(frame) && Gt06Framing.TryProbeWifi(frame, out var wifi) && wifi.Length == frame.Length)
        {
            DecodeWifi(frame, output);
            return;
        }

        var content = Gt06Framing.Content(frame);
        if (content.Length < 3)
        {
            output.Refuse(RefusalReason.Malformed);
            return;
        }

        var message = new Gt06Message(content[0], content[1..^2], content[^2..], Gt06Framing.IsLong(frame));
        if (message.Type == Gt06Type.Login && !message.IsLong)
        {
            DecodeLogin(message, output);
        }
        else if (IsKnown(output))
        {
            DecodeMessage(message, output);
        }
    }

    /// <summary>Whether somebody has said who is at the other end and was accepted; asked once per login, not per frame.</summary>
    private bool IsKnown(in FrameOutput output) => _isKnown || (_isKnown = Identify(Device, output));

    private void DecodeLogin(in Gt06Message message, in FrameOutput output)
    {
        if (!Gt06Login.TryReadDevice(message.Body, out var device))
        {
            output.Refuse(RefusalReason.UnknownDevice);
            return;
        }

        _isKnown = Identify(device, output);
        if (!_isKnown)
        {
            return;
        }

        if (Options.Gt06LoginZone && Options.DeviceClock is null && Gt06Login.TryReadZone(message.Body, out var zone))
        {
            _clockOffset = zone;
        }

        Gt06Reply.Acknowledge(message.Type, message.Serial, isLong: false, output);
    }

    private void DecodeWifi(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        if (IsKnown(output))
        {
            Gt06Reply.AcknowledgeWifi(frame, output);
            new Gt06Report().Deliver(Device, output);
        }
    }

    private void DecodeMessage(in Gt06Message message, in FrameOutput output)
    {
        switch (message.Type)
        {
            case Gt06Type.TimeRequest:
                Gt06Reply.SendTime(output.ReceiveTime, output);
                return;
            case Gt06Type.AddressRequest:
                Gt06Reply.SendNoAddress(output);
                return;
        }

        var report = new Gt06Report();
        var isReport = message.IsLong ? TryReadLong(message, ref report, output) : TryReadShort(message, ref report, output);
        if (isReport)
        {
            report.Deliver(Device, output);
        }
        else if (Gt06Type.IsPosition(message.Type) && !message.IsLong)
        {
            output.Refuse(RefusalReason.Malformed);
            return;
        }

        if (message.WantsReply)
        {
            var isLongReply = message.IsLong && message.Type is Gt06Type.LengthPrefixedPosition or Gt06Type.LengthPrefixedAlarm;
            Gt06Reply.Acknowledge(message.Type, message.Serial, isLongReply, output);
        }
    }

    /// <summary>Reads a 7878 message; says whether it reports anything.</summary>
    private bool TryReadShort(in Gt06Message message, ref Gt06Report report, in FrameOutput output)
    {
        var body = message.Body;
        switch (message.Type)
        {
            case Gt06Type.Status:
            case Gt06Type.FenceOrStatus4G when body.Length == ShortStatusLength:
                Gt06Status.Read(body, ref report);
                return true;
            case Gt06Type.Heartbeat:
                Gt06Status.ReadHeartbeat(body, ref report);
                return true;
            case Gt06Type.CellAlarm4G:
                var cell = Gt06Status.CellLength(body, is4G: true);
                Gt06Status.Read(body.Length > cell ? body[cell..] : [], ref report);
                return true;
            case Gt06Type.DashcamAlarm:
                Gt06Dashcam.Read(body, _clockOffset, ref report, output);
                return true;
            case Gt06Type.X1Position:
                return TryReadPosition(message.Type, body.Length > 4 ? body[4..] : [], ref report, output);
            case Gt06Type.DriverPosition:
            case var type when Gt06Type.IsPosition(type):
                return TryReadPosition(message.Type, body.Length > 0 ? body[Gt06Position.Find(body)..] : [], ref report, output);
            case Gt06Type.CellsOrPosition or Gt06Type.PositionOrCells4G:
                return !message.HoldsPosition || TryReadPosition(message.Type, body, ref report, output);
            default:
                return Gt06Type.IsRadioOnly(message.Type);
        }
    }

    /// <summary>Reads a 7979 message; says whether it reports anything.</summary>
    private bool TryReadLong(in Gt06Message message, ref Gt06Report report, in FrameOutput output)
    {
        var body = message.Body;
        switch (message.Type)
        {
            case Gt06Type.Modular:
                Gt06Modular.Read(body, ref report, output);
                return true;
            case Gt06Type.LengthPrefixedPosition or Gt06Type.LengthPrefixedAlarm when body.Length > Gt06Position.TimeLength:
                var place = body[(Gt06Position.TimeLength + 1)..];
                if (body[Gt06Position.TimeLength] == Gt06Position.PlaceLength && place.Length >= Gt06Position.PlaceLength)
                {
                    Gt06Position.Read(body, place, _clockOffset, ref report, output);
                }

                report.Flags |= message.Type == Gt06Type.LengthPrefixedAlarm ? FixFlags.OtherAlarm : FixFlags.None;
                return true;
            case Gt06Type.Text:
                return Gt06Text.TryRead(body, _clockOffset, ref report, output);
            default:
                return Gt06Type.IsPosition(message.Type) && TryReadPosition(message.Type, body, ref report, output);
        }
    }

    private bool TryReadPosition(byte type, ReadOnlySpan<byte> block, ref Gt06Report report, in FrameOutput output)
    {
        if (block.Length < Gt06Position.Length)
        {
            return false;
        }

        Gt06Position.Read(block, _clockOffset, ref report, output);
        var rest = block[Gt06Position.Length..];
        switch (type)
        {
            case Gt06Type.PositionWithAcc or Gt06Type.PositionWithMileage:
                Gt06Status.ReadAcc(rest, ref report);
                break;
            case 0x16 or 0x26 or 0x27 or Gt06Type.MultiFence4G:
                Gt06Status.ReadAfterCell(rest, ref report);
                break;
            case Gt06Type.FenceOrStatus4G:
                var cell = Gt06Status.CellLength(rest, is4G: true);
                Gt06Status.Read(rest.Length > cell ? rest[cell..] : [], ref report);
                break;
        }

        return true;
    }
}
