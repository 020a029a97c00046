namespace Civic.Geo;

/// <summary>Which events of a fence are wanted.</summary>
[Flags]
public enum FenceEventKinds
{
    /// <summary>Nothing is reported; membership is kept all the same.</summary>
    None = 0,

    /// <summary>See <see cref="FenceEventKind.Enter"/>.</summary>
    Enter = 1 << FenceEventKind.Enter,

    /// <summary>See <see cref="FenceEventKind.Exit"/>.</summary>
    Exit = 1 << FenceEventKind.Exit,

    /// <summary>See <see cref="FenceEventKind.Dwell"/>.</summary>
    Dwell = 1 << FenceEventKind.Dwell,

    /// <summary>See <see cref="FenceEventKind.Cross"/>. Costs a second search on every move, so it is off unless asked for.</summary>
    Cross = 1 << FenceEventKind.Cross,

    /// <summary>See <see cref="FenceEventKind.Lost"/>.</summary>
    Lost = 1 << FenceEventKind.Lost,

    /// <summary>See <see cref="FenceEventKind.Regained"/>.</summary>
    Regained = 1 << FenceEventKind.Regained,
}
