using System.Globalization;

namespace Civic.Geo;

/// <summary>
/// Names one event for good: an event that is raised again after a crash has the same id, another event never has.
/// </summary>
/// <param name="Fence">The fence.</param>
/// <param name="Version">Version of the fence that was in force.</param>
/// <param name="Subject">The device.</param>
/// <param name="Sequence">Number of the event among those of this fence and subject, from 1.</param>
public readonly record struct FenceEventId(FenceId Fence, int Version, DeviceId Subject, long Sequence)
{
    /// <summary>The id as text for a message header: fence, version, subject and sequence, joined by dashes.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Fence.Value}-{Version}-{Subject.Value}-{Sequence}");
}
