using NodaTime;

namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>
    /// Drafts a remittance batch: all that each payable account has to give is set aside, when it reaches the minimum payout; the others are carried
    /// over. Nothing moves until another person releases it.
    /// </summary>
    /// <param name="id">The batch.</param>
    /// <param name="currency">What is paid.</param>
    /// <param name="transit">The account of money on its way.</param>
    /// <param name="bank">The account that the bank pays from.</param>
    /// <param name="minimumPayout">Minor units, 0 or more.</param>
    /// <param name="requests">Whom to pay, 1 to <see cref="RemittanceBatch.MaxLines"/>, each payable account once.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="actor">Who drafts it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<RemittanceResult> DraftRemittanceAsync(
        RemittanceId id,
        Currency currency,
        AccountId transit,
        AccountId bank,
        long minimumPayout,
        IReadOnlyList<RemittanceRequest> requests,
        LocalDate day,
        ActorId actor,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentOutOfRangeException.ThrowIfNegative(minimumPayout);
        if (requests.Count is 0 or > RemittanceBatch.MaxLines || requests.Select(r => r.Payable).Distinct().Count() != requests.Count)
            throw new ArgumentException($"A batch has 1 to {RemittanceBatch.MaxLines} payable accounts, each once.", nameof(requests));
        foreach (var request in requests)
        {
            SettlementText.Token(request.PayeeToken, nameof(requests));
            SettlementText.Token(request.Reference, nameof(requests));
        }

        var drafted = new RemittanceDrafted(
            SettlementText.Id(id.Value, nameof(id)), LedgerOf(currency), transit, bank, minimumPayout, Checked(day),
            actor.ThrowIfNobody(nameof(actor)), [.. requests]);
        return RunAsync(new DraftRemittanceCommand(drafted), cancellation);
    }

    /// <summary>
    /// Releases a batch that another person drafted: what was set aside is on its way, and <see cref="RemittanceFile.Write"/> gives the file for the bank.
    /// </summary>
    /// <param name="id">The batch.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="actor">Who releases it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<RemittanceResult> ReleaseRemittanceAsync(RemittanceId id, LocalDate day, ActorId actor, CancellationToken cancellation = default) =>
        DecideRemittanceAsync(id, true, day, actor, cancellation);

    /// <summary>Withdraws a draft: what was set aside is free again.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="actor">Who withdraws it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<RemittanceResult> WithdrawRemittanceAsync(RemittanceId id, LocalDate day, ActorId actor, CancellationToken cancellation = default) =>
        DecideRemittanceAsync(id, false, day, actor, cancellation);

    /// <summary>
    /// Takes in what the bank says of a batch. A payment carried out leaves the account of money on its way for the bank's; a returned one goes back to
    /// the payable account, to be paid by a later batch. The same reply twice changes nothing, and a return is final, in whatever order replies come.
    /// </summary>
    /// <param name="id">The batch.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="replies">1 to <see cref="RemittanceBatch.MaxLines"/> replies.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>One result a reply, in order.</returns>
    /// <exception cref="ArgumentException">An argument is out of its range, or a returned payment has no reason.</exception>
    public Task<IReadOnlyList<BankReplyResult>> TakeBankReplyAsync(
        RemittanceId id, LocalDate day, IReadOnlyList<BankReply> replies, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(replies);
        if (replies.Count is 0 or > RemittanceBatch.MaxLines)
            throw new ArgumentException($"A reply has 1 to {RemittanceBatch.MaxLines} lines.", nameof(replies));
        foreach (var reply in replies)
        {
            if (reply.IsReturned)
                SettlementText.Token(reply.Reason ?? "", nameof(replies));
        }

        return RunAsync(new BankReplyCommand(new(SettlementText.Id(id.Value, nameof(id)), Checked(day), [.. replies])), cancellation);
    }

    /// <summary>A batch as it stands, or <see langword="null"/> when there is none.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<RemittanceBatch?> GetRemittanceAsync(RemittanceId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Settlement.Remittances.Find(id)?.Batch, cancellation);

    private Task<RemittanceResult> DecideRemittanceAsync(
        RemittanceId id, bool isRelease, LocalDate day, ActorId actor, CancellationToken cancellation) => RunAsync(
        new DecideRemittanceCommand(new(SettlementText.Id(id.Value, nameof(id)), isRelease, Checked(day), actor.ThrowIfNobody(nameof(actor)))), cancellation);
}
