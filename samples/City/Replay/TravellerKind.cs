namespace Civic.City.Replay;

/// <summary>A kind of traveller, and how its device speaks.</summary>
/// <param name="Protocol">The feed its device reports to.</param>
/// <param name="Share">How many of a hundred devices are of this kind.</param>
/// <param name="Speed">Metres a second on the way.</param>
/// <param name="Range">Metres to its farthest next goal.</param>
/// <param name="Stay">Most seconds it stays at a goal; for a bus, at each stop.</param>
/// <param name="Sidestep">Metres it may keep from the middle of the street.</param>
/// <param name="SosPerHour">How often one of them presses the SOS key, in an hour of the evening.</param>
/// <param name="Voice">Makes the voice of a device from its number.</param>
internal sealed record TravellerKind(
    string Protocol, int Share, double Speed, double Range, double Stay, double Sidestep, double SosPerHour, Func<int, DeviceVoice> Voice)
{
    /// <summary>Whether it keeps to avenues, as buses do.</summary>
    public bool AvenuesOnly { get; init; }

    /// <summary>Everybody who is out this evening.</summary>
    public static IReadOnlyList<TravellerKind> All { get; } =
    [
        new("gt06", 40, 1.3, 3_000, 900, 12, 0.03, n => new Gt06Voice(Number("99000001", n))),
        new("jt808", 22, 9, 40_000, 240, 6, 0.005, n => new Jt808Voice("0990" + Digits(n, 8))),
        new("nmea", 14, 7, 40_000, 20, 4, 0, n => new NmeaVoice(Number("99000002", n))) { AvenuesOnly = true },
        new("h02", 14, 4, 5_000, 600, 6, 0, n => new H02Voice(Digits(9_900_000_000L + n, 10))),
        new("teltonika", 10, 8, 15_000, 900, 6, 0, n => new TeltonikaVoice(Number("99000003", n))),
    ];

    /// <summary>15 digits like an IMEI, with its check digit; the first eight belong to no maker.</summary>
    private static string Number(string type, int n)
    {
        var digits = type + Digits(n, 6);
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static string Digits(long n, int count) => n.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(count, '0');
}
