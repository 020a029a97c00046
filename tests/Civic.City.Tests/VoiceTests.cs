using System.Buffers;
using Civic.City.Replay;
using Civic.Geo;
using Civic.Geo.Beacons;
using Civic.Testing;
using NodaTime;

namespace Civic.City;

/// <summary>What the replay's devices say, the library's decoders understand: two writings of each description that must agree.</summary>
public class VoiceTests
{
    [Property(MaxTest = 200)]
    public void Every_voice_is_understood_to_the_metre_anywhere_on_earth(int latitude, int longitude, int second, bool sos)
    {
        var place = new GeoPoint(latitude % 9000 / 100.0 * 0.999, longitude % 18000 / 100.0 * 0.999);
        var time = Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(Math.Abs((long)second) % 30_000_000);
        foreach (var kind in TravellerKind.All)
        {
            var fix = Understand(kind, new Report(time, place, 5, 123, sos));

            Assert.Equal(FixValidity.Valid, fix.Validity);
            Assert.Equal(time, fix.FixTime);
            Assert.InRange(Math.Abs(fix.Position.Latitude - place.Latitude), 0, 1e-5);
            Assert.InRange(Math.Abs(fix.Position.Longitude - place.Longitude), 0, 1e-5);
            Assert.Equal(123, fix.Course, 0.01);
            Assert.Equal(5, fix.Speed, 0.3);
            Assert.Equal(sos && kind.Protocol != "nmea", (fix.Flags & FixFlags.Sos) != 0);
        }
    }

    private static Fix Understand(TravellerKind kind, Report report)
    {
        var reader = new BeaconReader(BeaconProtocols.Standard[kind.Protocol]);
        var fixes = new FixBuffer();
        var replies = new ArrayBufferWriter<byte>();
        var voice = kind.Voice(5);
        var frame = new byte[DeviceVoice.MaxFrame];
        for (var greeting = 0; greeting < voice.Greetings; greeting++)
        {
            Hear(frame.AsSpan(0, voice.Greet(greeting, frame)));
        }

        Hear(frame.AsSpan(0, voice.Tell(report, frame)));
        var rest = ReadOnlySequence<byte>.Empty;
        reader.ReadToEnd(ref rest, report.Time, fixes, replies);
        Assert.Equal(0, reader.Counters.SkippedBytes);
        Assert.Equal(1, fixes.Count);
        return fixes[0];

        void Hear(ReadOnlySpan<byte> bytes)
        {
            var input = new ReadOnlySequence<byte>(bytes.ToArray());
            replies.ResetWrittenCount();
            reader.Read(ref input, report.Time, fixes, replies);
            Assert.Equal(voice.IsAnswered ? replies.WrittenCount : 0, voice.IsAnswered ? voice.ReadAnswer(replies.WrittenSpan) : 0);
        }
    }
}
