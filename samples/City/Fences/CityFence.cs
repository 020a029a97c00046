using System.Text.Json;
using Civic.Geo;

namespace Civic.City.Fences;

/// <summary>A fence that is watched, and how it looks.</summary>
internal sealed record CityFence(Fence Fence, FenceLook Look);

/// <summary>What the page needs to show a fence.</summary>
/// <param name="Id">Number, the same in the file, in events and on the page.</param>
/// <param name="NameKo">Korean name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Kind">What it is for: <c>school</c>, <c>protection</c> and so on.</param>
/// <param name="Circle">The circle, when it is one.</param>
/// <param name="Geometry">The GeoJSON geometry to draw, when it is no circle.</param>
internal sealed record FenceLook(ulong Id, string NameKo, string NameEn, string Kind, CircleLook? Circle, JsonElement? Geometry);

/// <summary>A circle to draw: degrees and metres.</summary>
internal sealed record CircleLook(double Latitude, double Longitude, double Radius);
