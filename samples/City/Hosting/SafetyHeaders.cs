namespace Civic.City;

/// <summary>Tells the browser to load nothing from anywhere else, except map tiles where a server for them is configured.</summary>
internal static class SafetyHeaders
{
    public static void UseSafetyHeaders(this IApplicationBuilder app, CityOptions options)
    {
        var template = options.Tiles.Replace("{s}.", "*.", StringComparison.Ordinal);
        var tiles = Uri.TryCreate(template, UriKind.Absolute, out var uri) ? $" {uri.GetLeftPart(UriPartial.Authority)}" : "";
        var policy = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; connect-src 'self'; " +
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(http);
        });
    }
}
