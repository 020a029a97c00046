using Civic.City.Feeds;
using Civic.City.Live;
using Civic.Geo;
using NodaTime;

namespace Civic.City.Map;

/// <summary>Answers "who is inside this circle now?".</summary>
internal static class CircleQuestion
{
    private const double MaxRadius = 100_000;
    private const int MaxListed = 1_000;

    public static void MapCircleQuestion(this IEndpointRouteBuilder routes) => routes.MapPost("/api/inside", Answer);

    private static IResult Answer(Question question, HttpContext http, LiveCity city, DeviceRegister register, AccessRecords records, IClock clock)
    {
        var centre = new GeoPoint(question.Latitude, question.Longitude);
        if (!centre.IsValid || !(question.Radius > 0 && question.Radius <= MaxRadius))
        {
            return Results.BadRequest(new { problem = "latitude is -90 to 90, longitude -180 to 180, radius more than 0 and at most 100,000 metres." });
        }

        var certain = Select(city.Positions, centre, question.Radius, AreaMembership.Certain);
        var possible = Select(city.Positions, centre, question.Radius, AreaMembership.Possible);
        possible.ExceptWith(certain);
        records.Add(new AccessRecord(AccessRecord.Name(question.Who), http.Connection.RemoteIpAddress?.ToString() ?? "", "circle")
        {
            Latitude = centre.Latitude,
            Longitude = centre.Longitude,
            Radius = question.Radius,
            Certain = certain.Count,
            Possible = possible.Count,
        });
        return Results.Ok(new
        {
            time = clock.GetCurrentInstant().ToUnixTimeMilliseconds(),
            certain = Describe(certain, centre, city.Positions, register),
            possible = Describe(possible, centre, city.Positions, register),
        });
    }

    private static HashSet<DeviceId> Select(LivePositions positions, GeoPoint centre, double radius, AreaMembership membership)
    {
        var query = new PositionQuery(membership);
        var devices = new DeviceId[256];
        int count;
        while ((count = positions.Within(centre, radius, devices, query)) > devices.Length)
        {
            devices = new DeviceId[count * 2];
        }

        return [.. devices.AsSpan(0, count)];
    }

    /// <summary>Nearest first. Numbers and distances only: whoever asked knows the circle.</summary>
    private static List<InsideDevice> Describe(HashSet<DeviceId> devices, GeoPoint centre, LivePositions positions, DeviceRegister register)
    {
        var described = new List<InsideDevice>(devices.Count);
        foreach (var device in devices)
        {
            if (positions.TryGet(device, out var position))
            {
                var feed = register.TryDescribe(device, out var known) ? known.Feed : "";
                described.Add(new InsideDevice(device.Value, feed, Math.Round(Geodesic.Distance(centre, position.Point), 1)));
            }
        }

        described.Sort((a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Id.CompareTo(b.Id));
        return described.GetRange(0, Math.Min(described.Count, MaxListed));
    }

    private sealed record Question(double Latitude, double Longitude, double Radius, string? Who);

    private sealed record InsideDevice(ulong Id, string Feed, double Distance);
}
