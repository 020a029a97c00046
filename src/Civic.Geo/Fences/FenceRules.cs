using NodaTime;

namespace Civic.Geo;

/// <summary>When being inside a fence begins and ends, and what of it is reported. Immutable.</summary>
/// <remarks>
/// The probability of being inside is the share of the accuracy circle that the fence covers. Between the two
/// probabilities, and within <see cref="MinimumDistance"/> of the boundary, nothing changes: that is what keeps a device at the boundary quiet.
/// </remarks>
public sealed record FenceRules
{
    /// <summary>The rules of a fence that says nothing else.</summary>
    public static FenceRules Default { get; } = new();

    /// <summary>Least probability of being inside for an entry.</summary>
    /// <value>Above <see cref="ExitProbability"/> to 1. Default: 0.75.</value>
    public double EnterProbability { get; init; } = 0.75;

    /// <summary>Greatest probability of being inside for an exit.</summary>
    /// <value>0 to less than <see cref="EnterProbability"/>. Default: 0.25.</value>
    public double ExitProbability { get; init; } = 0.25;

    /// <summary>Metres that a member must be outside the boundary before an exit counts.</summary>
    /// <value>0 or more. Default: 10.</value>
    public double MinimumDistance { get; init; } = 10;

    /// <summary>How long the condition for an entry or exit must hold before it counts. A first fix and an edit of the fence do not wait.</summary>
    /// <value>Zero or more. Default: zero.</value>
    public Duration MinimumStay { get; init; } = Duration.Zero;

    /// <summary>How long after its entry a member that is still inside is reported as dwelling.</summary>
    /// <value>More than zero, or null for never. Default: null.</value>
    public Duration? Dwell { get; init; }

    /// <summary>Which events are reported.</summary>
    /// <value>Default: all but <see cref="FenceEventKinds.Cross"/>.</value>
    public FenceEventKinds Events { get; init; } =
        FenceEventKinds.Enter | FenceEventKinds.Exit | FenceEventKinds.Dwell | FenceEventKinds.Lost | FenceEventKinds.Regained;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void ThrowIfInvalid(string parameter)
    {
        if (!(ExitProbability >= 0 && ExitProbability < EnterProbability && EnterProbability <= 1))
            throw new ArgumentException($"Probabilities are 0 <= exit < enter <= 1, not exit {ExitProbability} and enter {EnterProbability}.", parameter);
        if (!(MinimumDistance >= 0 && double.IsFinite(MinimumDistance)))
            throw new ArgumentException($"The minimum distance is 0 metres or more, not {MinimumDistance}.", parameter);
        if (MinimumStay < Duration.Zero)
            throw new ArgumentException($"The minimum stay is zero or more, not {MinimumStay}.", parameter);
        if (Dwell <= Duration.Zero)
            throw new ArgumentException($"The dwell time is more than zero, not {Dwell}.", parameter);
    }
}
