using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// H02, the protocol of many low-cost trackers, in its text and binary forms. Nothing in it proves the bytes, so every fix
/// is marked <see cref="FixIntegrity.Unchecked"/>.
/// </summary>
internal sealed class H02Decoder(BeaconOptions options) : BeaconDecoder(options)
{
    private readonly long _clockOffset = options.DeviceClock?.Milliseconds ?? 0;
    private bool _tailMayFollow;

    public override int MaxFrameLength => H02Framing.MaxLength;

    public override FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        if (!_tailMayFollow || H02Framing.IsStart(window[0]))
        {
            return H02Framing.Probe(window);
        }

        var next = H02Framing.NextStart(window[..Math.Min(window.Length, H02Binary.TailLength)]);
        if (next < 0 && window.Length < H02Binary.TailLength)
        {
            return FrameProbe.NeedMore;
        }

        // The reader passes over what it was told the length of, and never asks about it again.
        _tailMayFollow = false;
        return next < 0 ? FrameProbe.Blank(H02Binary.TailLength) : FrameProbe.Junk(next);
    }

    public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        var isText = frame[0] == '*';
        _tailMayFollow = !isText && frame.Length == H02Binary.Length;
        if (isText)
        {
            DecodeText(frame, output);
        }
        else if (H02Binary.TryReadDevice(frame, out var device) && Identify(device, output))
        {
            Add(H02Binary.Read(frame, device, output), output);
        }
    }

    private void DecodeText(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        var fields = new H02Fields(frame[1..^1], stackalloc ushort[H02Fields.MaxCount]);
        var device = Device;
        if (!fields[1].IsEmpty && !DeviceKey.TryCreate(fields[1], out device))
        {
            output.Refuse(RefusalReason.UnknownDevice);
            return;
        }

        if (!Identify(device, output) || fields[2].IsEmpty)
        {
            return;
        }

        var type = fields[2];
        var hasPosition = H02Text.TryRead(fields, device, output, out var fix);
        Add(hasPosition ? fix : H02Text.ReadEvent(fields, device, output), output);
        if (fields[1].IsEmpty)
        {
            return;
        }

        if (hasPosition && type.SequenceEqual("V1"u8))
        {
            H02Reply.Confirm(fields[1], output);
        }
        else if (type.SequenceEqual("HTBT"u8) || type.SequenceEqual("V0"u8))
        {
            H02Reply.Echo(frame[..(1 + fields[0].Length + 1 + fields[1].Length + 1 + type.Length)], output);
        }
    }

    private void Add(in Fix fix, in FrameOutput output)
    {
        if (_clockOffset == 0)
        {
            output.Add(fix);
        }
        else if (fix.FixTime is { } shown)
        {
            output.Add(fix with { FixTime = shown - Duration.FromMilliseconds(_clockOffset) });
        }
        else
        {
            output.Add(fix.TimeOfDay is { } time ? fix with { TimeOfDay = time.PlusMilliseconds(-_clockOffset) } : fix);
        }
    }
}
