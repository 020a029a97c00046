using NodaTime;

namespace Civic.Ledger;

/// <summary>Reads a book for an auditor. Each look is recorded durably, with who, what, when and why, before the answer is given; when it cannot be
/// recorded, there is none.</summary>
public sealed class AuditorView
{
    private readonly GeneralLedger _ledger;
    private readonly ReasonCode _reason;

    internal AuditorView(GeneralLedger ledger, ActorId actor, ReasonCode reason) => (_ledger, Actor, _reason) = (ledger, actor, reason);

    /// <summary>Who looks.</summary>
    public ActorId Actor { get; }

    /// <inheritdoc cref="GeneralLedger.GetAccountAsync"/>
    public async Task<Account?> GetAccountAsync(AccountId id, CancellationToken cancellation = default)
    {
        await RecordAsync($"account/{id}", cancellation).ConfigureAwait(false);
        return await _ledger.GetAccountAsync(id, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc cref="GeneralLedger.GetAccountTransfersAsync"/>
    public async Task<Transfer[]> GetAccountTransfersAsync(AccountFilter filter, CancellationToken cancellation = default)
    {
        await RecordAsync($"account/{filter.AccountId}/transfers", cancellation).ConfigureAwait(false);
        return await _ledger.GetAccountTransfersAsync(filter, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc cref="GeneralLedger.GetTransferAsync"/>
    public async Task<Transfer?> GetTransferAsync(TransferId id, CancellationToken cancellation = default)
    {
        await RecordAsync($"transfer/{id}", cancellation).ConfigureAwait(false);
        return await _ledger.GetTransferAsync(id, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc cref="GeneralLedger.GetTrialBalanceAsync(LocalDate, CancellationToken)"/>
    public async Task<TrialBalance> GetTrialBalanceAsync(LocalDate asOf, CancellationToken cancellation = default)
    {
        await RecordAsync($"trial-balance/{asOf:uuuu-MM-dd}", cancellation).ConfigureAwait(false);
        return await _ledger.GetTrialBalanceAsync(asOf, cancellation).ConfigureAwait(false);
    }

    private Task<LookRecord> RecordAsync(string subject, CancellationToken cancellation) => _ledger.RecordLookAsync(Actor, subject, _reason, cancellation);
}
