namespace Civic.City.Treasury;

/// <summary>What happens next at the till.</summary>
/// <param name="Number">Its number within this run of the evening, from 1.</param>
/// <param name="Wait">Seconds since what happened before, as a part of the average: 0.4 to 1.6.</param>
/// <param name="Bay">The bay, from 0.</param>
/// <param name="Fee">Won.</param>
/// <param name="Refund">The part of an earlier fee that goes back, or 0 for none.</param>
/// <param name="PaysOut">Whether an owner is paid.</param>
internal sealed record ParkingSession(long Number, double Wait, int Bay, long Fee, double Refund, bool PaysOut);

/// <summary>Parking sessions without end: the same seed gives the same.</summary>
internal sealed class ParkingSessions(ulong seed)
{
    private ulong _state = seed;
    private long _number;

    public ParkingSession Next()
    {
        var wait = 0.4 + (1.2 * Fraction());
        var bay = Below(Chart.Bays);
        // Won for each ten minutes begun; residents of the district and green vehicles pay less, so that odd amounts occur.
        var rate = 300 + (50 * (bay % 5));
        var tens = 1 + Below(18);
        var discount = (Below(10) switch { 0 => 50, 1 => 33, 2 => 7, _ => 0 }) * rate * tens / 100;
        var refund = Below(14) switch { 0 => 1.0, 1 => 0.35, _ => 0 };
        return new ParkingSession(++_number, wait, bay, (rate * tens) - discount, refund, Below(40) == 0);
    }

    private int Below(int most) => (int)(Fraction() * most);

    /// <summary>SplitMix64: small, and the same on every machine and in every version of .NET.</summary>
    private double Fraction()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
