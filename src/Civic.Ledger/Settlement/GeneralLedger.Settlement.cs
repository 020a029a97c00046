using NodaTime;

namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>
    /// Publishes a version of a split rule. It is in force from its first day until its last day, or until a later version begins; versions only ever
    /// follow one another, and never change what was charged.
    /// </summary>
    /// <param name="rule">The version, with its legal basis.</param>
    /// <param name="terms">What it says beside its split.</param>
    /// <param name="actor">Who publishes it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<RuleOutcome> PublishRuleAsync(SplitRule rule, RuleTerms terms, ActorId actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(terms);
        Checked(rule.From);
        return RunAsync(new PublishRuleCommand(RuleBook.Write(new(rule, terms, actor.ThrowIfNobody(nameof(actor))))), cancellation);
    }

    /// <summary>All published versions of all rules, by name and version: the texts that <see cref="StatementCheck"/> needs.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<SplitRule[]> GetRulesAsync(CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Settlement.Rules.All.Select(r => r.Rule).ToArray(), cancellation);

    /// <summary>
    /// Splits money by the version of the rule that is in force on the accounting day, and books every line in one chain of transfers: all or nothing.
    /// Accounts that hold a party's money need <see cref="AccountFlags.DebitsMustNotExceedCredits"/>.
    /// </summary>
    /// <param name="charge">What is split.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<ChargeResult> ChargeAsync(ChargeRequest charge, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(charge);
        ArgumentException.ThrowIfNullOrEmpty(charge.RuleId);
        if (charge.Parties.Select(p => p.Party).Distinct().Count() != charge.Parties.Count)
            throw new ArgumentException("A party stands for one account in a charge.", nameof(charge));
        foreach (var units in charge.Stated.Values)
            ArgumentOutOfRangeException.ThrowIfNegative(units, nameof(charge));
        return RunAsync(
            new ChargeCommand(new(
                SettlementText.Id(charge.Id.Value, nameof(charge)), charge.RuleId, charge.Source, LedgerOf(charge.Amount),
                Above0(charge.Amount.Units), Checked(charge.Day), SettlementText.Token(charge.Reference, nameof(charge)), [.. charge.Parties],
                new(charge.Stated.OrderBy(s => s.Key, StringComparer.Ordinal)))),
            cancellation);
    }

    /// <summary>
    /// Gives a charge back, whole or in part: every party gives back its part of each line it got, odd units included, in one chain of transfers. What a
    /// party's purse lacks is refused or owed, as the rule's terms say.
    /// </summary>
    /// <param name="id">The refund.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="amount">How much of the gross amount, 1 or more minor units of the charge's currency.</param>
    /// <param name="day">Its accounting day, not before the charge's.</param>
    /// <param name="reference">The number of the corrected invoice or receipt: 1 to 64 ASCII letters, digits and . _ : / -</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<ChargeResult> RefundAsync(
        RefundId id, ChargeId charge, long amount, LocalDate day, string reference, CancellationToken cancellation = default) => RunAsync(
            new RefundCommand(new(
                SettlementText.Id(id.Value, nameof(id)), SettlementText.Id(charge.Value, nameof(charge)), Above0(amount), Checked(day),
                SettlementText.Token(reference, nameof(reference)))),
            cancellation);

    /// <summary>A charge with its refunds, or <see langword="null"/> when there is none.</summary>
    /// <param name="id">The charge.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Charge?> GetChargeAsync(ChargeId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Settlement.Charges.Find(id) is { } charge ? machine.Settlement.Picture(charge) : null, cancellation);

    /// <summary>What a party was credited and debited in a closed period, and why. O(entries of the account).</summary>
    /// <param name="account">The party's payable account.</param>
    /// <param name="period">The period's name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<StatementResult> GetStatementAsync(AccountId account, string period, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(period);
        return AskAsync(machine => StatementWriter.Write(machine, account, period), cancellation);
    }

    private static long Above0(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        return units;
    }

    private static uint LedgerOf(Money amount) => LedgerOf(amount.Currency);

    private static uint LedgerOf(Currency currency) =>
        currency.Ledger != 0 ? currency.Ledger : throw new ArgumentException("Say which currency.", nameof(currency));

    private static LocalDate Checked(LocalDate day) => day > new LocalDate(1970, 1, 1) && day.Year <= 9998 && day.Calendar == CalendarSystem.Iso
        ? day
        : throw new ArgumentOutOfRangeException(nameof(day), "An accounting day lies between 1970-01-02 and 9998-12-31 of the ISO calendar.");
}
