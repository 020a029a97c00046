namespace Civic.City.Map;

/// <summary>What an operator, a script or a monitor asks.</summary>
internal static class StatusPages
{
    private const int RecordsShown = 100;

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status", (CityStatus status) => Results.Json(status.Take()));
        routes.MapGet("/api/access", (AccessRecords records) => Results.Json(records.Latest(RecordsShown)));
    }
}
