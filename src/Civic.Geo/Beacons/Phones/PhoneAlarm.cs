namespace Civic.Geo.Beacons;

/// <summary>The alarm names of Traccar Client and the apps that follow it.</summary>
internal static class PhoneAlarm
{
    internal static FixFlags Of(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? FixFlags.None
        : IsSos(name) ? FixFlags.Sos
        : name.SequenceEqual("lowBattery"u8) ? FixFlags.LowBattery
        : name.SequenceEqual("powerCut"u8) ? FixFlags.PowerCut
        : name.SequenceEqual("overspeed"u8) ? FixFlags.Overspeed
        : name.SequenceEqual("vibration"u8) ? FixFlags.Vibration
        : name.SequenceEqual("accident"u8) ? FixFlags.Crash
        : name.SequenceEqual("tow"u8) ? FixFlags.Tow
        : name.SequenceEqual("tampering"u8) ? FixFlags.Tamper
        : FixFlags.OtherAlarm;

    internal static bool IsSos(ReadOnlySpan<byte> name) => name.Length == 3 && (name[0] | 0x20) == 's' && (name[1] | 0x20) == 'o' && (name[2] | 0x20) == 's';

    /// <summary>Whether a word means yes: true or 1.</summary>
    internal static bool IsYes(ReadOnlySpan<byte> word) => word is [(byte)'1'] || (word.Length == 4 && (word[0] | 0x20) == 't' && word[1..].SequenceEqual("rue"u8));
}
