namespace Civic.Geo;

/// <summary>Names a fence, an area fence or a moving one, within one <see cref="FenceMonitor"/>.</summary>
/// <param name="Value">Any number; 0 is a value like the others.</param>
public readonly record struct FenceId(ulong Value);
