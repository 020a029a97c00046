using NodaTime;

namespace Civic.Geo;

/// <summary>Which devices a query of <see cref="LivePositions"/> selects. The default value selects every reported point inside.</summary>
/// <param name="Membership">How the accuracy circle counts.</param>
/// <param name="FixedSince">Leaves out devices whose fix time is earlier, to the millisecond; <see langword="null"/> takes all that are held.</param>
/// <param name="Order">How the answer is ordered.</param>
public readonly record struct PositionQuery(
    AreaMembership Membership = AreaMembership.Reported,
    Instant? FixedSince = null,
    PositionOrder Order = PositionOrder.ByDevice);
