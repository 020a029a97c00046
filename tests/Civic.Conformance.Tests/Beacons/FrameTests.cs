using System.Text;
using System.Text.Json;
using Civic.Geo.Beacons;
using NodaTime.Text;

namespace Civic.Conformance.Beacons;

/// <summary>
/// Single frames with another decoder's positions and replies. Frames whose checksum is wrong must give nothing in strict
/// mode and the same positions, marked, in lenient mode.
/// </summary>
[Trait("Kind", "beacons")]
public class FrameTests
{
    private const string CaseFile = "beacons/frames.json";
    private const double MetresPerSecondPerKnot = 1852.0 / 3600;

    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.fff");

    public static IEnumerable<object[]> Frames() => OutsideCase.Read(
        CaseFile,
        (json, _) => json.GetProperty("id").GetString()!,
        json => Listening.Reads(Protocol(json)) ? LeftOut(json) : $"Civic reads no '{Protocol(json)}' beacons.");

    [CaseTheory(CaseFile)]
    [MemberData(nameof(Frames))]
    public void A_frame_gives_the_stated_positions_and_replies(OutsideCase frame)
    {
        var json = frame.Json;
        var strict = Hear(json, lenient: false);
        if (IsDamaged(json))
        {
            Assert.DoesNotContain(strict.Fixes, fix => fix.HasPosition);
            Assert.Empty(strict.Reply);
            var lenient = Hear(json, lenient: true);
            Assert.All(lenient.Fixes, fix => Assert.Equal(FixIntegrity.Bad, fix.Integrity));
            if (IsWhole(json))
            {
                AssertPositions(json, lenient.Fixes);
            }

            return;
        }

        AssertPositions(json, strict.Fixes);
        AssertReplies(json, strict.Reply, strict.Status);
    }

    private static (IReadOnlyList<Fix> Fixes, byte[] Reply, int Status) Hear(JsonElement frame, bool lenient)
    {
        // A sentence of nobody gives a fix of nobody, which the other decoder does not report.
        var device = frame.GetProperty("reference").GetProperty("deviceId").GetString() ?? (Protocol(frame) == "nmea" ? null : "1234567890");
        var options = new BeaconOptions
        {
            Device = device is null || frame.TryGetProperty("http", out _) ? DeviceKey.None : DeviceKey.Parse(device),
            Lenient = lenient,
            TeltonikaWideGroup = frame.TryGetProperty("deviceOption", out _),
        };
        return new Listening(Protocol(frame), options).Hear(frame);
    }

    /// <summary>Rules of ours, stated in docs/geo.md, under which a case does not apply.</summary>
    private static string? LeftOut(JsonElement frame) =>
        frame.TryGetProperty("text", out var text) && !IsNmeaPosition(text.GetString()!) && References(frame).Any()
            ? "Vendor sentence: the NMEA decoder takes positions from RMC, GGA, GLL and GNS only."
            : OffersPicture(frame) ? "The device offers a picture: Civic fetches none, nobody would look at it." : null;

    private static bool OffersPicture(JsonElement frame) =>
        Protocol(frame) == "gt06" && frame.GetProperty("hex").GetString()!.AsSpan() is ['7', '8', '7', '8', _, _, '3', '5', ..];

    private static bool IsNmeaPosition(string text)
    {
        var start = text.IndexOf('$', StringComparison.Ordinal);
        return start >= 0 && text.Length >= start + 6 && text.Substring(start + 3, 3) is "RMC" or "GGA" or "GLL" or "GNS";
    }

    private static void AssertPositions(JsonElement frame, IReadOnlyList<Fix> fixes)
    {
        // A report without coordinates, or with 0/0 and no fix, is an event of ours and a place at 0/0 of the other decoder.
        var actual = fixes.Where(fix => fix.HasPosition && !fix.Device.IsNone).ToList();
        var expected = References(frame).Where(p => !IsOrigin(p) || actual.Exists(fix => fix.Position == default)).ToList();
        if (frame.TryGetProperty("deviceModel", out _) && actual.Count == 0)
        {
            return; // A model's own body: refusing to guess is right, a wrong position is not.
        }

        Assert.Equal(expected.Count, actual.Count);
        foreach (var (want, got) in expected.Zip(actual))
        {
            Assert.Equal(want.GetProperty("lat").GetDouble(), got.Position.Latitude, 1e-6);
            Assert.Equal(want.GetProperty("lon").GetDouble(), got.Position.Longitude, 1e-6);
            Assert.Equal(want.GetProperty("valid").GetBoolean(), got.Validity == FixValidity.Valid);
            if (!frame.TryGetProperty("quirk", out _) && !want.TryGetProperty("timeNote", out _) && want.GetProperty("time").GetString() is { } time)
            {
                Assert.InRange(Math.Abs((Time.Parse(time).Value - got.FixTime!.Value).TotalSeconds), 0, 1);
            }

            // The other decoder writes 0 for what the frame does not carry, and for some models takes an item in the place of the speed.
            Assert.Equal(want.GetProperty("speedKn").GetDouble() * MetresPerSecondPerKnot, double.IsNaN(got.Speed) ? 0 : got.Speed, frame.TryGetProperty("deviceModel", out _) ? 1 : 0.01);
            Assert.Equal(want.GetProperty("course").GetDouble(), double.IsNaN(got.Course) ? 0 : got.Course, 0.01);
        }
    }

    private static void AssertReplies(JsonElement frame, byte[] reply, int status)
    {
        if (frame.TryGetProperty("http", out _))
        {
            Assert.Equal(frame.GetProperty("reply")[0].GetProperty("status").GetInt32(), status);
            return;
        }

        var expected = frame.GetProperty("reply").EnumerateArray()
            .SelectMany(r => r.TryGetProperty("hex", out var hex) ? Convert.FromHexString(hex.GetString()!) : Encoding.ASCII.GetBytes(r.GetProperty("text").GetString()!));

        // The other decoder's JT/T 808 replies are stated before escaping.
        var actual = Protocol(frame) == "jt808" ? Listening.Unescape(reply) : reply;
        Assert.Equal(Convert.ToHexString([.. expected]), Convert.ToHexString(actual));
    }

    private static bool IsOrigin(JsonElement position) => position.GetProperty("lat").GetDouble() == 0 && position.GetProperty("lon").GetDouble() == 0;

    private static string Protocol(JsonElement frame) => frame.GetProperty("protocol").GetString()!;

    private static IEnumerable<JsonElement> References(JsonElement frame) =>
        frame.GetProperty("reference").GetProperty("positions").EnumerateArray().Where(p => p.GetProperty("locationInFrame").GetBoolean());

    private static bool IsDamaged(JsonElement frame) => (Integrity(frame, "_ok") is false && !HasSpacedChecksum(frame)) || !IsWhole(frame);

    /// <summary>"A * 72", where the spaces were put in after summing: right without them, though the case says wrong.</summary>
    private static bool HasSpacedChecksum(JsonElement frame) =>
        frame.TryGetProperty("text", out var text) && text.GetString()!.Contains(" * ", StringComparison.Ordinal);

    /// <summary>A frame that is not even as long as it says, and has no checksum to prove otherwise.</summary>
    private static bool IsWhole(JsonElement frame) => Integrity(frame, "len_ok") is not false || Integrity(frame, "_ok") is true;

    /// <summary>The named verdict; <c>_ok</c> stands for the checksum's, whatever it is called.</summary>
    private static bool? Integrity(JsonElement frame, string name) =>
        !frame.TryGetProperty("integrity", out var integrity) || integrity.ValueKind != JsonValueKind.Object
            ? null
            : integrity.EnumerateObject()
                .Where(p => p.Name == name || (name == "_ok" && p.Name is "crc_ok" or "xor_ok" or "checksum_ok"))
                .Select(p => p.Value.ValueKind == JsonValueKind.Null ? (bool?)null : p.Value.GetBoolean())
                .FirstOrDefault();
}
