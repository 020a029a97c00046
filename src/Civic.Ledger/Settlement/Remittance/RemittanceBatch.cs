using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// Payments that go to the bank in one file. One person drafts it, another releases it; the bank then settles or returns each line. A batch is a
/// picture of one moment.
/// </summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Currency">What is paid.</param>
/// <param name="Transit">The account of money on its way.</param>
/// <param name="Bank">The account that the bank pays from.</param>
/// <param name="MinimumPayout">Minor units; whoever had less is carried over.</param>
/// <param name="DraftedBy">Who drafted it.</param>
/// <param name="DraftDay">The accounting day of the draft.</param>
/// <param name="Lines">The payments, by number.</param>
/// <param name="CarriedOver">The accounts that had less than the minimum payout, in the order of the request.</param>
/// <param name="ReleasedBy">Who released it; <see langword="null"/> while nobody has.</param>
/// <param name="ReleaseDay">The accounting day of the release; <see langword="null"/> while it is not released.</param>
public sealed record RemittanceBatch(
    RemittanceId Id,
    Currency Currency,
    AccountId Transit,
    AccountId Bank,
    long MinimumPayout,
    ActorId DraftedBy,
    LocalDate DraftDay,
    IReadOnlyList<RemittanceLine> Lines,
    IReadOnlyList<AccountId> CarriedOver,
    ActorId? ReleasedBy = null,
    LocalDate? ReleaseDay = null)
{
    /// <summary>Most lines of a batch: its transfers are booked in one chain.</summary>
    public const int MaxLines = 8_189;

    /// <summary>Whether it was released; what the bank did since does not matter.</summary>
    public bool IsReleased => ReleasedBy is not null;

    /// <summary>The control totals of all lines. Takes as long as writing the file.</summary>
    public RemittanceTotals Totals => RemittanceFile.TotalsOf(this);

    /// <summary>The sum of the lines that stand so, in minor units.</summary>
    /// <param name="state">Where they stand.</param>
    public long Sum(RemittanceLineState state) => Lines.Where(l => l.State == state).Sum(l => l.Amount);
}
