namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>
    /// Defines a period. While any is defined, a transfer whose accounting day lies in none is refused as <see cref="CreateTransferResult.PeriodNotOpen"/>.
    /// </summary>
    /// <param name="period">Its name and days; it begins open whatever its state says.</param>
    /// <param name="actor">Who defines it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Done; or unchanged, name in use, or overlapping.</returns>
    /// <exception cref="ArgumentException">The name is empty or too long, the last day lies before the first, a day is before 1970, or nobody
    /// acts.</exception>
    public Task<PeriodOutcome> DefinePeriodAsync(FiscalPeriod period, ActorId actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(period);
        CheckName(period.Name);
        if (period.LastDay < period.FirstDay || period.FirstDay < PeriodDays.Date(0) || period.FirstDay.Calendar != period.LastDay.Calendar)
            throw new ArgumentException("A period ends no earlier than it begins, and begins no earlier than 1970-01-01.", nameof(period));
        actor.ThrowIfNobody(nameof(actor));
        return RunAsync(new DefinePeriodCommand(new(period.Name, period.FirstDay, period.LastDay, actor)), cancellation);
    }

    /// <summary>Closes a period softly: from now on it takes only transfers that two people approved.</summary>
    /// <param name="name">The period.</param>
    /// <param name="actor">Who closes it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The name is empty or too long, nobody acts, or there is no reason.</exception>
    public Task<PeriodOutcome> SoftClosePeriodAsync(string name, ActorId actor, ReasonCode reason, CancellationToken cancellation = default) =>
        MoveAsync(name, PeriodMove.SoftClose, actor, reason, cancellation);

    /// <summary>Closes a softly closed period for good: nothing that is posted in it ever changes again.</summary>
    /// <inheritdoc cref="SoftClosePeriodAsync"/>
    public Task<PeriodOutcome> HardClosePeriodAsync(string name, ActorId actor, ReasonCode reason, CancellationToken cancellation = default) =>
        MoveAsync(name, PeriodMove.HardClose, actor, reason, cancellation);

    /// <summary>Asks to take a soft close back; another person must confirm it with <see cref="ConfirmReopeningPeriodAsync"/>.</summary>
    /// <inheritdoc cref="SoftClosePeriodAsync"/>
    public Task<PeriodOutcome> AskReopeningPeriodAsync(string name, ActorId actor, ReasonCode reason, CancellationToken cancellation = default) =>
        MoveAsync(name, PeriodMove.AskReopening, actor, reason, cancellation);

    /// <summary>Opens a softly closed period again, as another person asked.</summary>
    /// <inheritdoc cref="SoftClosePeriodAsync"/>
    public Task<PeriodOutcome> ConfirmReopeningPeriodAsync(string name, ActorId actor, ReasonCode reason, CancellationToken cancellation = default) =>
        MoveAsync(name, PeriodMove.ConfirmReopening, actor, reason, cancellation);

    /// <summary>All periods, in order of days.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<IReadOnlyList<FiscalPeriod>> GetPeriodsAsync(CancellationToken cancellation = default) =>
        AskAsync<IReadOnlyList<FiscalPeriod>>(machine => [.. machine.Periods.All], cancellation);

    private Task<PeriodOutcome> MoveAsync(string name, PeriodMove move, ActorId actor, ReasonCode reason, CancellationToken cancellation)
    {
        CheckName(name);
        return RunAsync(
            new MovePeriodCommand(new(name, move, actor.ThrowIfNobody(nameof(actor)), reason.ThrowIfNone(nameof(reason)))), cancellation);
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > FiscalPeriod.MaxNameLength)
            throw new ArgumentException($"A period's name has at most {FiscalPeriod.MaxNameLength} characters.", nameof(name));
    }
}
