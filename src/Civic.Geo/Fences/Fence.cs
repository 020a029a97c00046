namespace Civic.Geo;

/// <summary>An area of the Earth that a <see cref="FenceMonitor"/> watches. Immutable.</summary>
/// <param name="Id">What the host calls it.</param>
/// <param name="Version">Which edition of the fence this is; an edit is taken only with a greater version. Part of every event's id.</param>
/// <param name="Area">The area; any <see cref="GeoArea"/>, from a doorway to a country.</param>
public sealed record Fence(FenceId Id, int Version, GeoArea Area)
{
    /// <summary>When crossing the boundary counts, and what is reported.</summary>
    /// <value>Default: <see cref="FenceRules.Default"/>.</value>
    public FenceRules Rules { get; init; } = FenceRules.Default;
}
