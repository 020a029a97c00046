using Civic.Geo;
using NodaTime;

namespace Civic.City.Replay;

/// <summary>What a simulated device is about to send.</summary>
/// <param name="Time">Fix time.</param>
/// <param name="Position">Where it is.</param>
/// <param name="Speed">Metres a second.</param>
/// <param name="Course">Degrees clockwise from true north.</param>
/// <param name="Sos">Whether its SOS key is held.</param>
internal readonly record struct Report(Instant Time, GeoPoint Position, double Speed, double Course, bool Sos)
{
    public const double KnotsPerMetreASecond = 3600.0 / 1852.0;
    public const double KilometresAnHourPerMetreASecond = 3.6;

    /// <summary>Satellites every simulated receiver claims to use.</summary>
    public const int Satellites = 11;

    /// <summary>Metres above the sea everywhere in the made-up city.</summary>
    public const int Altitude = 38;
}
