using NodaTime;

namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    /// <summary>Raises a bill: what is due is booked from the receivable account to the revenue account.</summary>
    /// <param name="id">The bill.</param>
    /// <param name="receivable">The account of what is owed.</param>
    /// <param name="revenue">The account that it is owed to.</param>
    /// <param name="amount">What is due, 1 or more minor units.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="reference">The notice's number: 1 to 64 ASCII letters, digits and . _ : / -</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<BillResult> RaiseBillAsync(
        BillId id, AccountId receivable, AccountId revenue, Money amount, LocalDate day, string reference, CancellationToken cancellation = default) =>
        RunAsync(
            new RaiseBillCommand(new(
                SettlementText.Id(id.Value, nameof(id)), LedgerOf(amount), receivable, revenue, Above0(amount.Units), Checked(day),
                SettlementText.Token(reference, nameof(reference)))),
            cancellation);

    /// <summary>
    /// Takes a deposit in: it pays what is due on its bill; more than that is an over-payment (과납), and a deposit that names no known bill is a
    /// mis-payment (오납). Both are entries of their own.
    /// </summary>
    /// <param name="id">The deposit.</param>
    /// <param name="bill">The bill it names; <see langword="null"/> for none.</param>
    /// <param name="amount">What came in, 1 or more minor units.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="reference">The bank's reference: 1 to 64 ASCII letters, digits and . _ : / -</param>
    /// <param name="accounts">Where it is booked.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<DepositResult> TakeDepositAsync(
        DepositId id, BillId? bill, Money amount, LocalDate day, string reference, DepositAccounts accounts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        return RunAsync(
            new TakeDepositCommand(new(
                SettlementText.Id(id.Value, nameof(id)), bill?.Value, LedgerOf(amount), Above0(amount.Units), Checked(day),
                SettlementText.Token(reference, nameof(reference)), accounts)),
            cancellation);
    }

    /// <summary>Gives an over-payment or mis-payment back, or a part of it, with interest as a line of its own when the law grants it.</summary>
    /// <param name="id">The return.</param>
    /// <param name="deposit">The deposit.</param>
    /// <param name="from">Over-payment or mis-payment.</param>
    /// <param name="amount">Minor units without interest, 1 or more.</param>
    /// <param name="to">The account that takes it: the payer's payable account, which a remittance pays out.</param>
    /// <param name="interest">Interest; <see langword="null"/> for none.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="actor">Who gives it back.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range, or interest on the amount does not fit in 64 bits.</exception>
    public Task<DepositResult> ReturnDepositAsync(
        DepositMoveId id,
        DepositId deposit,
        DepositPart from,
        long amount,
        AccountId to,
        ReturnInterest? interest,
        LocalDate day,
        ActorId actor,
        CancellationToken cancellation = default)
    {
        if (from is not (DepositPart.Overpaid or DepositPart.Suspended))
            throw new ArgumentException("Only an over-payment or a mis-payment is given back; what paid a bill is re-assigned.", nameof(from));
        if (interest is not null)
            Check(interest, Above0(amount), day);
        return RunAsync(
            new ReturnDepositCommand(new(
                SettlementText.Id(id.Value, nameof(id)), SettlementText.Id(deposit.Value, nameof(deposit)), from, Above0(amount), Checked(day), to, interest,
                actor.ThrowIfNobody(nameof(actor)))),
            cancellation);
    }

    /// <summary>
    /// Moves money to the bill it was meant for: from suspense, from an over-payment, or from a bill it paid by mistake, which is then due again.
    /// </summary>
    /// <param name="id">The re-assignment.</param>
    /// <param name="deposit">The deposit.</param>
    /// <param name="from">What became of the money so far.</param>
    /// <param name="fromBill">The wrong bill, when the money paid one; else <see langword="null"/>.</param>
    /// <param name="toBill">The right bill.</param>
    /// <param name="amount">Minor units, 1 or more, no more than is due on the right bill.</param>
    /// <param name="day">The accounting day.</param>
    /// <param name="actor">Who moves it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public Task<DepositResult> ReassignDepositAsync(
        DepositMoveId id,
        DepositId deposit,
        DepositPart from,
        BillId? fromBill,
        BillId toBill,
        long amount,
        LocalDate day,
        ActorId actor,
        CancellationToken cancellation = default)
    {
        if (!Enum.IsDefined(from) || (from == DepositPart.Applied) != fromBill.HasValue || fromBill == toBill)
            throw new ArgumentException("Name the wrong bill exactly when the money paid one; it is not the right one.", nameof(fromBill));
        return RunAsync(
            new ReassignDepositCommand(new(
                SettlementText.Id(id.Value, nameof(id)), SettlementText.Id(deposit.Value, nameof(deposit)), from, fromBill?.Value, toBill.Value, Above0(amount),
                Checked(day), actor.ThrowIfNobody(nameof(actor)))),
            cancellation);
    }

    /// <summary>A bill as it stands, or <see langword="null"/> when there is none.</summary>
    /// <param name="id">The bill.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Bill?> GetBillAsync(BillId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Settlement.Deposits.FindBill(id.Value), cancellation);

    /// <summary>A deposit as it stands, or <see langword="null"/> when there is none.</summary>
    /// <param name="id">The deposit.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Deposit?> GetDepositAsync(DepositId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Settlement.Deposits.FindDeposit(id.Value), cancellation);

    /// <summary>The deposits of a span of accounting days, by reference: the ledger's side of a <see cref="ThreeWayMatch"/>. O(deposits of the book).</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<MatchItem[]> GetDepositItemsAsync(LocalDate first, LocalDate last, CancellationToken cancellation = default) => AskAsync(
        machine => machine.Settlement.Deposits.Deposits.Values
            .Where(d => d.Value.Day >= first && d.Value.Day <= last).Select(d => new MatchItem(d.Value.Reference, d.Value.Amount)).ToArray(),
        cancellation);

    private static void Check(ReturnInterest interest, long amount, LocalDate day)
    {
        Checked(interest.From);
        Above0(interest.Unit);
        SettlementText.Basis(interest.LegalBasis, nameof(interest));
        try
        {
            interest.On(amount, day);
        }
        catch (OverflowException)
        {
            throw new ArgumentException("Interest on this amount does not fit in 64 bits: look at the rate.", nameof(interest));
        }
    }
}
