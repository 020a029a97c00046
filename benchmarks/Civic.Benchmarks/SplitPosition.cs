namespace Civic.Benchmarks;

internal sealed record SplitPosition(DateTime Time, double Latitude, double Longitude, double Speed, double Course, double Altitude);
