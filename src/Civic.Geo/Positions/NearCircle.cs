using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Civic.Geo;

/// <summary>
/// A circle small enough to measure in a plane, eight devices at once, with the mid-latitude form of the ellipsoid's
/// metric; whoever is nearer to the border than its error bound is measured again by the geodesic.
/// </summary>
/// <remarks>
/// With φ and λ radians from the centre, y = φ·(M + M'φ/2) and x = λ·(P + P'φ/2), where M is the radius of the meridian and
/// P that of the parallel: both at the middle latitude, to first order. The error of √(x²+y²) is below <see cref="Error"/>.
/// </remarks>
internal struct NearCircle : IRegion
{
    /// <summary>Largest relative error for which the plane is worth it.</summary>
    private const double WorstError = 0.005;

    private readonly GeoPoint _center;
    private readonly double _radius;
    private readonly double _least;
    private readonly double _most;
    private readonly int _level;
    private readonly MembershipRule _rule;
    private readonly double _widest;
    private readonly double _error;
    private readonly float _surely;
    private readonly float _maybe;
    private readonly double _meridian;
    private readonly double _meridianSlope;
    private readonly double _parallel;
    private readonly double _parallelSlope;
    private CellKey _cell;
    private float _latitude;
    private float _latitudeStep;
    private float _longitude;
    private float _longitudeStep;

    public NearCircle(GeoPoint center, double radius, MembershipRule rule, int level)
    {
        (_center, _radius, _rule, _level) = (center, radius, rule, level);
        _least = radius + rule.LeastAllowance(level);
        _most = radius + rule.MostAllowance(level);
        _widest = Widest(center, _most, level);
        _error = Error(_most, _widest);
        _surely = _least > _error ? (float)((_least - _error) * (_least - _error)) : -1;
        _maybe = (float)((_most + _error) * (_most + _error));
        var (sin, cos) = Math.SinCos(center.Latitude * Degrees.ToRadians);
        var w = 1 - (Wgs84.Eccentricity2 * sin * sin);
        _meridian = Wgs84.EquatorialRadius * (1 - Wgs84.Eccentricity2) / (w * Math.Sqrt(w));
        _meridianSlope = 1.5 * _meridian * Wgs84.Eccentricity2 * sin * cos / w;
        _parallel = Wgs84.EquatorialRadius / Math.Sqrt(w) * cos;
        _parallelSlope = -0.5 * _meridian * sin;
    }

    public readonly GeoBounds Bounds => GlobeBounds.Grow(new GeoBounds(_center.Latitude, _center.Longitude, _center.Latitude, _center.Longitude), _most);

    /// <summary>Whether the plane is good enough for a circle and the cells around it.</summary>
    public static bool Fits(GeoPoint center, double radius, MembershipRule rule, int level)
    {
        var reach = radius + rule.MostAllowance(level);
        var widest = Widest(center, reach, level);
        return double.IsFinite(widest) && Error(reach + (2 * CellGrid.Size(level)), widest) < WorstError * reach + 1;
    }

    public AreaRelation Enter(CellKey key)
    {
        _cell = key;
        var height = CellGrid.RowHeight(_level);
        var width = 360.0 / CellGrid.Columns(_level, key.Row);
        var latitude = (((key.Row + 0.5) * height) - 90 - _center.Latitude) * Degrees.ToRadians;
        var east = ((key.Column + 0.5) * width) - 180 - _center.Longitude;
        var longitude = (east > 180 ? east - 360 : east < -180 ? east + 360 : east) * Degrees.ToRadians;
        (_latitude, _latitudeStep) = ((float)latitude, (float)(height * Degrees.ToRadians / 4294967296));
        (_longitude, _longitudeStep) = ((float)longitude, (float)(width * Degrees.ToRadians / 4294967296));
        var y = latitude * (_meridian + (_meridianSlope * latitude));
        var x = longitude * (_parallel + (_parallelSlope * latitude));
        var distance = Math.Sqrt((x * x) + (y * y));
        var around = CellGrid.HalfDiagonal(_level, key.Row) + Error(distance, _widest);
        return distance + around <= _least ? AreaRelation.Inside : distance - around > _most ? AreaRelation.Outside : AreaRelation.Mixed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Match(ref readonly Block block, uint present)
    {
        ref var latitudes = ref Unsafe.As<Lane<int>, int>(ref Unsafe.AsRef(in block.Latitude));
        ref var longitudes = ref Unsafe.As<Lane<int>, int>(ref Unsafe.AsRef(in block.Longitude));
        uint inside = 0, maybe = 0;
        for (var lane = 0; lane < Block.Size; lane += Vector256<float>.Count)
        {
            var squared = SquaredDistances(ref latitudes, ref longitudes, lane);
            inside |= Vector256.LessThanOrEqual(squared, Vector256.Create(_surely)).ExtractMostSignificantBits() << lane;
            maybe |= Vector256.LessThanOrEqual(squared, Vector256.Create(_maybe)).ExtractMostSignificantBits() << lane;
        }

        var doubtful = maybe & ~inside & present;
        return doubtful == 0 ? inside & present : (inside & present) | Decide(in block, doubtful);
    }

    /// <summary>
    /// Metres that the plane may be wrong by at a distance: rounding in 32 bits, and the terms of third order in the distance,
    /// which grow with the square of the angle of longitude it spans at the highest latitude of the circle. Of millions of
    /// circles up to latitude 88 and 500 km, measured by the geodesic, the worst was a quarter of it.
    /// </summary>
    /// <param name="distance">Metres.</param>
    /// <param name="widest">Radians of longitude in a metre at that latitude.</param>
    internal static double Error(double distance, double widest)
    {
        var angle = distance * widest;
        return 0.01 + (distance * (2e-6 + (0.2 * angle * angle)));
    }

    /// <summary>Radians of longitude in a metre at the highest latitude that a circle and the cells around it reach; infinite at the pole.</summary>
    private static double Widest(GeoPoint center, double reach, int level)
    {
        var highest = (Math.Abs(center.Latitude) * Degrees.ToRadians) + ((reach + (2 * CellGrid.Size(level))) / 6.3e6);
        return highest < Math.PI / 2 ? 1 / (6.3e6 * Math.Cos(highest)) : double.PositiveInfinity;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<float> SquaredDistances(ref int latitudes, ref int longitudes, int lane)
    {
        var latitude = Vector256.FusedMultiplyAdd(
            Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref latitudes, (nuint)lane)), Vector256.Create(_latitudeStep), Vector256.Create(_latitude));
        var longitude = Vector256.FusedMultiplyAdd(
            Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref longitudes, (nuint)lane)), Vector256.Create(_longitudeStep), Vector256.Create(_longitude));
        var y = latitude * Vector256.FusedMultiplyAdd(latitude, Vector256.Create((float)_meridianSlope), Vector256.Create((float)_meridian));
        var x = longitude * Vector256.FusedMultiplyAdd(latitude, Vector256.Create((float)_parallelSlope), Vector256.Create((float)_parallel));
        return Vector256.FusedMultiplyAdd(x, x, y * y);
    }

    /// <summary>Decides about those between surely inside and surely outside by their own limits, and by the geodesic if the plane cannot.</summary>
    private readonly uint Decide(ref readonly Block block, uint doubtful)
    {
        ref var latitudes = ref Unsafe.As<Lane<int>, int>(ref Unsafe.AsRef(in block.Latitude));
        ref var longitudes = ref Unsafe.As<Lane<int>, int>(ref Unsafe.AsRef(in block.Longitude));
        Span<float> distances = stackalloc float[Block.Size];
        for (var lane = 0; lane < Block.Size; lane += Vector256<float>.Count)
        {
            Vector256.Sqrt(SquaredDistances(ref latitudes, ref longitudes, lane)).CopyTo(distances[lane..]);
        }

        var inside = 0u;
        for (var rest = doubtful; rest != 0; rest &= rest - 1)
        {
            var lane = int.TrailingZeroCount((int)rest);
            var limit = _radius + _rule.Allowance(block.Stamp[lane]);
            var isInside = distances[lane] + _error <= limit
                || (distances[lane] - _error <= limit
                    && Geodesic.Distance(_center, CellGrid.Decode(_cell, block.Latitude[lane], block.Longitude[lane])) <= limit);
            inside |= isInside ? 1u << lane : 0;
        }

        return inside;
    }
}
