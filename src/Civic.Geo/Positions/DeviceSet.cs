namespace Civic.Geo;

/// <summary>A set of devices that is emptied in no time and used again.</summary>
internal sealed class DeviceSet
{
    private ulong[] _devices = new ulong[64];
    private uint[] _rounds = new uint[64];
    private uint _round = 1;

    /// <summary>A bit for each remainder by 64 that a device in the set has: spares most looks for those that are not.</summary>
    private ulong _remainders;

    public int Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        _remainders = 0;
        if (++_round == 0)
        {
            Array.Clear(_rounds);
            _round = 1;
        }
    }

    public bool Contains(ulong device) => ((_remainders >> (int)(device & 63)) & 1) != 0 && _rounds[Slot(device)] == _round;

    /// <summary>True when the device was not in the set.</summary>
    public bool Add(ulong device)
    {
        if (Count * 2 == _devices.Length)
        {
            Grow();
        }

        var slot = Slot(device);
        if (_rounds[slot] == _round)
        {
            return false;
        }

        (_devices[slot], _rounds[slot]) = (device, _round);
        _remainders |= 1UL << (int)(device & 63);
        Count++;
        return true;
    }

    /// <summary>Where the device is or would be.</summary>
    private int Slot(ulong device)
    {
        var mask = _devices.Length - 1;
        var slot = (int)(((device ^ (device >> 32)) * 0x9E3779B97F4A7C15) >> 32) & mask;
        while (_rounds[slot] == _round && _devices[slot] != device)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        var (devices, rounds) = (_devices, _rounds);
        _devices = new ulong[devices.Length * 2];
        _rounds = new uint[devices.Length * 2];
        Count = 0;
        for (var i = 0; i < devices.Length; i++)
        {
            if (rounds[i] == _round)
            {
                Add(devices[i]);
            }
        }
    }
}
