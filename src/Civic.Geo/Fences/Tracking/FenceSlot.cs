namespace Civic.Geo;

/// <summary>
/// A fence as the tables keep it. Neither <see cref="Area"/> nor <see cref="Moving"/> is set for a fence that an import
/// knows of and the host has not set yet; nothing is decided about it till then.
/// </summary>
internal struct FenceSlot
{
    public FenceId Id;
    public int Version;
    public bool IsMoving;
    public GeoArea? Area;
    public MovingFence? Moving;
    public FenceRules Rules;
    public long Stay;
    public long Dwell;
    public Chain Chain;

    public readonly bool Awaited => Area is null && Moving is null;

    public readonly bool Wants(FenceEventKind kind) => Moving is not null || ((int)Rules.Events >> (int)kind & 1) != 0;

    public void Take(Fence fence)
    {
        (Version, Area, Rules) = (fence.Version, fence.Area, fence.Rules);
        Stay = UnixTime.From(Rules.MinimumStay);
        Dwell = Rules.Dwell is { } dwell ? UnixTime.From(dwell) : UnixTime.Never;
    }

    public void Take(MovingFence fence)
    {
        (Version, Moving, Rules) = (fence.Version, fence, FenceRules.Default);
        (Stay, Dwell) = (0, UnixTime.Never);
    }
}
