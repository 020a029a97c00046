using NodaTime;

namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>The trial balance of all that is booked. O(accounts); requests wait meanwhile.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">The book has no accounts: there is no answer, which is not the same as zero.</exception>
    public Task<TrialBalance> GetTrialBalanceAsync(CancellationToken cancellation = default) =>
        AskAsync(machine => TrialBalancing.Now(machine.Engine), cancellation);

    /// <summary>
    /// The trial balance of all that is booked on accounting days up to one, computed from the transfers, so that it needs no history of any account.
    /// O(transfers); requests wait meanwhile.
    /// </summary>
    /// <param name="asOf">The last day that counts, at latest today in the book's time.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day has not come yet.</exception>
    /// <exception cref="InvalidOperationException">The book has no accounts, or begins after that day
    /// (its first account, transfer or period): there is no answer, which is not the same as zero.</exception>
    public Task<TrialBalance> GetTrialBalanceAsync(LocalDate asOf, CancellationToken cancellation = default)
    {
        var today = _options.Clock.GetCurrentInstant().WithOffset(_options.UtcOffset).Date;
        return asOf <= today
            ? AskAsync(machine => TrialBalancing.AsOf(machine, asOf, _options.UtcOffset), cancellation)
            : throw new ArgumentOutOfRangeException(nameof(asOf), asOf, "That day has not come yet; ask for today, or for all that is booked.");
    }
}
