using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Civic.Geo.Beacons;

/// <summary>
/// NMEA 0183 over a stream or datagrams. A frame is an optional prefix (tag block, device id), a sentence from its
/// <c>$</c> or <c>!</c> to its last checksum digit, and the line end if it is there already; a sentence without
/// checksum ends with its line. Sentences that carry neither place nor date are accepted without a fix.
/// </summary>
internal sealed class NmeaDecoder : BeaconDecoder
{
    /// <summary>A space and two digits after the star, and CR LF.</summary>
    private const int MaxTailLength = 5;

    private const ulong AddressMask = 0xff_ffff_ffff;

    private static readonly SearchValues<byte> AddressCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    private readonly NmeaClock _clock = new();
    private readonly NmeaEpoch? _epoch;
    private NmeaScan _scan;
    private NmeaPrefix _prefix;
    private NmeaReport _report;
    private NmeaRecent _recent;
    private Ends _ends;
    private bool _isLineStart = true;
    private DeviceKey _speaker;
    private bool _isAdmitted;

    public NmeaDecoder(BeaconOptions options)
        : base(options)
    {
        _epoch = options.MergeNmeaEpochs ? new NmeaEpoch(_clock) : null;
        _epoch?.Reset(options.Device);
        _speaker = options.Device;
        _isAdmitted = _speaker.IsNone;
    }

    public override int MaxFrameLength => NmeaPrefix.MaxLength + NmeaScan.MaxLength + MaxTailLength;

    public override FrameProbe Probe(ReadOnlySpan<byte> window)
    {
        if (window[0] == '$' && _scan.TryRunCommon(window) is > 0 and var length)
        {
            _prefix = default;
            return FrameProbe.Frame(length);
        }

        return ProbeRare(window);
    }

    /// <summary>All but a sentence with a checksum and CR LF in the middle of a window.</summary>
    private FrameProbe ProbeRare(ReadOnlySpan<byte> window)
    {
        var first = window[0];
        if (first == '$' || (first == '!' && _isLineStart))
        {
            _prefix = default;
            return ProbeSentence(window, 0);
        }

        if (IsLineEnd(first))
        {
            _isLineStart = true;
            return FrameProbe.Blank(1);
        }

        if (_isLineStart)
        {
            _prefix = NmeaPrefix.Measure(window);
            switch (_prefix.Kind)
            {
                case NmeaPrefixKind.Unfinished:
                    return FrameProbe.NeedMore;
                case NmeaPrefixKind.Whole:
                    return ProbeSentence(window[_prefix.Length..], _prefix.Length);
                default:
                    break;
            }
        }

        _isLineStart = false;
        var junk = window.IndexOfAny((byte)'$', (byte)'\r', (byte)'\n');
        return FrameProbe.Junk(junk < 0 ? window.Length : junk);
    }

    public override void Decode(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        _isLineStart = IsLineEnd(frame[^1]);
        if (!Admit(frame, output))
        {
            return;
        }

        var sentence = frame[_prefix.Length..];
        if (!IsPositionSentence(sentence))
        {
            return;
        }

        _report.Begin(
            BinaryPrimitives.ReadUInt64LittleEndian(sentence) >> 8 & AddressMask,
            output.IsBad ? FixIntegrity.Bad : IsUnchecked(sentence) ? FixIntegrity.Unchecked : FixIntegrity.Checked);
        _scan.Split(_ends);
        if (NmeaSentences.Read(NmeaSentences.TypeOf(sentence), sentence, ref _ends[0], ref _report, ref _recent) is { } reason)
        {
            output.Refuse(reason);
        }
        else
        {
            Take(_report, output);
        }
    }

    public override void Flush(in FrameOutput output) => _epoch?.Close(output);

    private FrameProbe ProbeSentence(ReadOnlySpan<byte> window, int prefix)
    {
        _scan.Run(window);
        var stop = _scan.Stop;
        if (stop >= NmeaScan.MaxLength)
        {
            return Refuse(RefusalReason.TooLong, prefix + 1);
        }

        if (stop == window.Length)
        {
            return FrameProbe.NeedMore;
        }

        var checksum = NmeaChecksum.Read(window, _scan);
        switch (checksum.Kind)
        {
            case NmeaChecksumKind.Right:
                return FrameProbe.Frame(prefix + WithLineEnd(window, checksum.End));
            case NmeaChecksumKind.Unfinished:
                return FrameProbe.NeedMore;
            case NmeaChecksumKind.Absent when IsAddressed(window[..stop]):
                return FrameProbe.Frame(prefix + WithLineEnd(window, checksum.End));
            case NmeaChecksumKind.Wrong:
                _isLineStart = false;
                return FrameProbe.BadFrame(prefix + checksum.End, prefix + 1);
            default:
                return Refuse(window[stop] == '$' ? RefusalReason.Truncated : RefusalReason.Malformed, prefix + stop);
        }
    }

    private FrameProbe Refuse(RefusalReason reason, int resume)
    {
        _isLineStart = false;
        return FrameProbe.Refused(reason, resume);
    }

    /// <summary>Whether the device may report, asking when it names itself for the first time.</summary>
    private bool Admit(ReadOnlySpan<byte> frame, in FrameOutput output)
    {
        if (_prefix.IdLength > 0)
        {
            if (!DeviceKey.TryCreate(frame.Slice(_prefix.IdStart, _prefix.IdLength), out var device))
            {
                output.Refuse(RefusalReason.UnknownDevice);
                return false;
            }

            if (device != _speaker)
            {
                _epoch?.Close(output);
                _epoch?.Reset(device);
                _clock.Reset();
                _speaker = device;
                _isAdmitted = false;
            }
        }

        _isAdmitted = _isAdmitted || Identify(_speaker, output);
        return _isAdmitted;
    }

    private void Take(in NmeaReport report, in FrameOutput output)
    {
        if (output.IsBad || _epoch is null)
        {
            // What failed its checksum neither joins nor dates what did not.
            if (!output.IsBad)
            {
                _clock.Take(report);
            }

            if (report.Has(NmeaKnown.Position))
            {
                NmeaFix.Add(report, Device, _clock, output.ReceiveTime, output);
            }
        }
        else if (NmeaSentences.IsDateOnly(report))
        {
            _clock.Take(report);
        }
        else
        {
            _epoch.Take(report, output);
        }
    }

    private bool IsUnchecked(ReadOnlySpan<byte> sentence) => sentence[_scan.Stop] != '*';

    private static bool IsPositionSentence(ReadOnlySpan<byte> sentence) =>
        sentence.Length > NmeaSentences.AddressLength
        && sentence[0] == '$'
        && NmeaSentences.IsRead(NmeaSentences.TypeOf(sentence))
        && (sentence[1] != 'P' || sentence[2] == 'Q'); // P is a manufacturer's own sentence, but PQ is how some write QZSS.

    /// <summary>Whether a sentence without checksum at least begins like one: letters and digits, then a comma.</summary>
    private static bool IsAddressed(ReadOnlySpan<byte> sentence)
    {
        const int shortest = 3;
        var comma = sentence.IndexOf((byte)',');
        return comma > shortest && !sentence[1..comma].ContainsAnyExcept(AddressCharacters);
    }

    private static int WithLineEnd(ReadOnlySpan<byte> window, int end)
    {
        if (end + 1 < window.Length && window[end] == '\r' && window[end + 1] == '\n')
        {
            return end + 2;
        }

        return end < window.Length && IsLineEnd(window[end]) ? end + 1 : end;
    }

    private static bool IsLineEnd(byte b) => b is (byte)'\r' or (byte)'\n';

    [InlineArray(NmeaScan.MaxEnds)]
    private struct Ends
    {
        private int _first;
    }
}
