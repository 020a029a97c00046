using System.Text.Json;
using Civic.City.Fences;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Civic.City.Map;

/// <summary>The page itself, and what it needs to know to begin.</summary>
internal static class Page
{
    public static void MapPage(this WebApplication app, CityOptions options)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var files = new PhysicalFileProvider(root);
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".geojson"] = "application/geo+json";
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = types,
            OnPrepareResponse = static response => response.Context.Response.Headers.CacheControl = "no-cache",
        });
        app.MapGet("/api/city", (FenceFile fences) => Results.Json(
            new
            {
                map = options.UseMap && File.Exists(Path.Combine(root, "lib", "leaflet.js")),
                tiles = options.Tiles,
                tilesCredit = options.TilesCredit,
                fences = fences.Fences.Select(f => f.Look),
            },
            JsonSerializerOptions.Web));
    }
}
