using System.Text.Json;

namespace Civic.Geo;

/// <summary>A shape with what is said about it: a GeoJSON Feature.</summary>
/// <param name="Shape">The shape; <see langword="null"/> for a feature without a place.</param>
/// <param name="Properties">The properties object as it was read; undefined or null when there is none.</param>
/// <param name="Id">The identifier, a string or a number; undefined when there is none.</param>
public sealed record GeoFeature(GeoShape? Shape, JsonElement Properties = default, JsonElement Id = default);
