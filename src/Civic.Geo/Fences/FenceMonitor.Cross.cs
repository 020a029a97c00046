namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    // A second index, so that hosts without such fences pay nothing on a move and the others for these fences only.
    private readonly FenceIndex _crossIndex = new(0);
    private readonly IntBuffer _passed = new();
    private readonly IntBuffer _before = new();
    private int _crossFences;

    /// <summary>Reports the fences that the way since the last fix led through, both ends being outside.</summary>
    private void Cross(int subject, GeoPoint from, in Step step, FenceEventBuffer events)
    {
        var to = _subjects[subject].Position;
        if (from == to)
            return;

        var way = new Way(from, to);
        _passed.Clear();
        _crossIndex.Find(way.Bounds, _passed);
        foreach (var found in _passed.Items)
        {
            var fence = FenceIndex.Fence(found);
            if (WasOrIsIn(subject, fence) || !way.PassesThrough(_fences[fence].Area!))
                continue;
            var membership = _memberships.Activate(subject, fence);
            Emit(membership, FenceEventKind.Cross, FenceEventCause.Fix, step.EvaluatedAt, events);
            _memberships.Deactivate(membership);
        }
    }

    private bool WasOrIsIn(int subject, int fence) =>
        _before.Items.Contains(fence) || _memberships.FindActive(subject, fence) != 0;
}
