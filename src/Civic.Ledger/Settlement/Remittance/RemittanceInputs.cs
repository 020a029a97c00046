using NodaTime;

namespace Civic.Ledger;

/// <summary>Someone drafted a batch.</summary>
internal sealed record RemittanceDrafted(
    Guid Id,
    uint Ledger,
    AccountId Transit,
    AccountId Bank,
    long MinimumPayout,
    LocalDate Day,
    ActorId Actor,
    IReadOnlyList<RemittanceRequest> Requests);

/// <summary>Someone released or withdrew a batch, or tried to.</summary>
internal sealed record RemittanceDecided(Guid Id, bool IsRelease, LocalDate Day, ActorId Actor);

/// <summary>The bank replied.</summary>
internal sealed record BankReplied(Guid Id, LocalDate Day, IReadOnlyList<BankReply> Lines);
