using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>One step of a run: money sent through a tree, or money set aside so that the steps after it do not see it.</summary>
public abstract class SplitStep
{
    private protected SplitStep(string currency)
    {
        ArgumentException.ThrowIfNullOrEmpty(currency);
        Currency = currency;
    }

    /// <summary>What is counted.</summary>
    public string Currency { get; }

    /// <summary>Sends an amount.</summary>
    /// <param name="currency">What is counted, not empty.</param>
    /// <param name="amount">Minor units; below 0 the run is refused.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="destination">Where it goes.</param>
    public static SplitStep Send(string currency, BigInteger amount, Source source, Destination destination) =>
        new SendStep(currency, amount, source, destination);

    /// <summary>Sends all that the source can give.</summary>
    /// <param name="currency">What is counted, not empty.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="destination">Where it goes.</param>
    public static SplitStep SendAll(string currency, Source source, Destination destination) => new SendStep(currency, null, source, destination);

    /// <summary>Hides an amount of what an account has above 0 from the steps after this one; more than it has hides all it has.</summary>
    /// <param name="purse">The account, currency and fund.</param>
    /// <param name="amount">Minor units; below 0 the run is refused.</param>
    public static SplitStep SetAside(SplitPurse purse, BigInteger amount) => new SetAsideStep(purse, amount);

    /// <summary>Hides all that an account has above 0 from the steps after this one.</summary>
    /// <param name="purse">The account, currency and fund.</param>
    public static SplitStep SetAsideAll(SplitPurse purse) => new SetAsideStep(purse, null);
}

internal sealed class SendStep(string currency, BigInteger? amount, Source source, Destination destination) : SplitStep(currency)
{
    public BigInteger? Amount { get; } = amount;

    public Source Source { get; } = source;

    public Destination Destination { get; } = destination;
}

internal sealed class SetAsideStep(SplitPurse purse, BigInteger? amount) : SplitStep(purse.Currency)
{
    public SplitPurse Purse { get; } = purse;

    public BigInteger? Amount { get; } = amount;
}
