namespace Civic.Geo.Beacons;

/// <summary>
/// The status bytes of GT06: u8 state, u8 battery, u8 signal, u8 alarm, u8 language. Models put other things in their
/// place, so the alarm byte counts only when the bytes around it can be what they should be: a false SOS sends people out.
/// </summary>
internal static class Gt06Status
{
    internal const int Length = 5;

    private const int Acc = 1 << 1;
    private const int Charging = 1 << 2;
    private const int MaxSignal = 4;
    private const int MaxLanguage = 2;
    private const int BatteryLevels = 6;

    /// <summary>Reads what there is: state alone, or state and the rest.</summary>
    internal static void Read(ReadOnlySpan<byte> status, ref Gt06Report report)
    {
        if (status.IsEmpty)
        {
            return;
        }

        ReadState(status[0], ref report);
        if (status.Length < Length || status[2] > MaxSignal || status[4] > MaxLanguage || status[1] > 100)
        {
            return;
        }

        report.Battery = status[1] <= BatteryLevels ? status[1] * 100.0 / BatteryLevels : status[1];
        report.EventCode = status[3];
        report.Flags |= OfAlarm(status[3]);
    }

    /// <summary>
    /// The status behind a position block: first the cell, whose length byte counts itself or not, depending on the model,
    /// so its parts decide: u16 country (bit 15: the network is u16), u8 network, then u16 area and u24 cell, or u32 and u64 on 4G.
    /// </summary>
    internal static void ReadAfterCell(ReadOnlySpan<byte> rest, ref Gt06Report report)
    {
        const int longCell = 13;
        if (rest.IsEmpty)
        {
            return;
        }

        var length = rest[0];
        var cell = length switch
        {
            0 => 0,
            < longCell => CellLength(rest[1..], is4G: false),
            _ => CellLength(rest[1..], is4G: true),
        };
        Read(rest.Length > 1 + cell ? rest[(1 + cell)..] : [], ref report);
    }

    /// <summary>Bytes of a cell.</summary>
    internal static int CellLength(ReadOnlySpan<byte> cell, bool is4G) =>
        2 + (cell.Length > 0 && (cell[0] & 0x80) != 0 ? 2 : 1) + (is4G ? 12 : 5);

    /// <summary>A heartbeat (type 23): u8 state, u16 battery in 0.01 V, u8 signal.</summary>
    internal static void ReadHeartbeat(ReadOnlySpan<byte> body, ref Gt06Report report)
    {
        if (!body.IsEmpty)
        {
            ReadState(body[0], ref report);
        }
    }

    /// <summary>What follows the cell of types 22 and 37: u8 ACC, u8 why it was sent, u8 whether it comes late from memory.</summary>
    internal static void ReadAcc(ReadOnlySpan<byte> rest, ref Gt06Report report)
    {
        var cell = CellLength(rest, is4G: false);
        if (rest.Length < cell + 3 || rest[cell] > 1 || rest[cell + 2] > 1)
        {
            return;
        }

        SetIgnition(rest[cell] == 1, ref report);
        report.Flags |= rest[cell + 2] == 1 ? FixFlags.Stored : FixFlags.None;
    }

    /// <summary>The alarms of an X3 or JC dashcam (type 95).</summary>
    internal static FixFlags OfDashcamAlarm(byte code, bool hasPosition) => code switch
    {
        0x01 when hasPosition => FixFlags.Sos,
        0x0E => FixFlags.LowBattery,
        0x80 => FixFlags.Vibration,
        0x87 => FixFlags.Overspeed,
        0x93 => FixFlags.Crash,
        _ => FixFlags.OtherAlarm,
    };

    /// <summary>The more specific byte of a frame has the last word.</summary>
    internal static void SetIgnition(bool isOn, ref Gt06Report report) =>
        report.Flags = (report.Flags & ~(FixFlags.IgnitionOn | FixFlags.IgnitionOff)) | (isOn ? FixFlags.IgnitionOn : FixFlags.IgnitionOff);

    private static void ReadState(byte state, ref Gt06Report report)
    {
        SetIgnition((state & Acc) != 0, ref report);
        report.Flags |= (state & Charging) != 0 ? FixFlags.Charging : FixFlags.None;
        report.Flags |= ((state >> 3) & 0x07) switch
        {
            1 => FixFlags.Vibration,
            2 => FixFlags.PowerCut,
            3 => FixFlags.LowBattery,
            4 => FixFlags.Sos,
            7 => FixFlags.Tamper,
            0 => FixFlags.None,
            _ => FixFlags.OtherAlarm,
        };
    }

    private static FixFlags OfAlarm(byte code) => code switch
    {
        0x00 => FixFlags.None,
        0x01 => FixFlags.Sos,
        0x02 => FixFlags.PowerCut,
        0x03 => FixFlags.Vibration,
        0x04 => FixFlags.DeviceFenceEnter,
        0x05 => FixFlags.DeviceFenceExit,
        0x06 => FixFlags.Overspeed,
        0x09 => FixFlags.Tow,
        0x0E or 0x0F or 0x15 or 0x19 => FixFlags.LowBattery,
        0x13 or 0x18 or 0x25 => FixFlags.Tamper,
        0x2C => FixFlags.Crash,
        0xFE => FixFlags.IgnitionOn,
        0xFF => FixFlags.IgnitionOff,
        _ => FixFlags.OtherAlarm,
    };
}
