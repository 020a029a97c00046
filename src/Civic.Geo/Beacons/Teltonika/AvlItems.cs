namespace Civic.Geo.Beacons;

/// <summary>What the IO items of one AVL record say, as far as a fix has room for it.</summary>
/// <remarks>Ids as in Teltonika's AVL id lists for FMB, FMC, FMM and TMT devices, where they mean the same.</remarks>
internal ref struct AvlItems
{
    private const byte PanicPriority = 2;
    private readonly int _eventId;

    internal AvlItems(int eventId, byte priority)
    {
        _eventId = eventId;
        Flags = priority == PanicPriority ? FixFlags.Sos : FixFlags.None;
    }

    /// <summary>Alarms and states met so far.</summary>
    internal FixFlags Flags { get; private set; }

    /// <summary>Percent, or NaN.</summary>
    internal double Battery { get; private set; } = double.NaN;

    /// <summary>Horizontal dilution of precision, or NaN; 0, which stands for none, is NaN too.</summary>
    internal double Hdop { get; private set; } = double.NaN;

    /// <summary>Takes an item of one byte. Constant time.</summary>
    internal void TakeByte(int id, byte value)
    {
        switch (id)
        {
            case 113 when value <= 100:
                Battery = value;
                break;
            case 239:
                Flags |= value != 0 ? FixFlags.IgnitionOn : FixFlags.IgnitionOff;
                break;
            case 240 or 236 or 246 or 247 or 252 when value != 0:
                Flags |= id switch
                {
                    240 => FixFlags.Moving,
                    236 => FixFlags.Sos,
                    246 => FixFlags.Tow,
                    247 => FixFlags.Crash,
                    _ => FixFlags.PowerCut | FixFlags.Tamper,
                };
                break;
            case (>= 155 and <= 159) or 175 when id == _eventId:
                // Geofences inside the device: the value says which way only in the record of the event itself.
                Flags |= value == 0 ? FixFlags.DeviceFenceExit : value == 1 ? FixFlags.DeviceFenceEnter : FixFlags.OtherAlarm;
                break;
            case 255 when id == _eventId:
                Flags |= FixFlags.Overspeed;
                break;
            default:
                break;
        }
    }

    /// <summary>Takes an item of two bytes. Constant time.</summary>
    internal void TakeWord(int id, ushort value)
    {
        if (id == 182 && value != 0)
        {
            Hdop = value * 0.1;
        }
    }
}
