using Civic.Ledger;
using NodaTime;

namespace Civic.City.Treasury;

/// <summary>Where parking is paid: every charge is split by the rule in force and booked at once, and so is every refund and every payment to an owner.</summary>
internal sealed class Till(GeneralLedger ledger, Chart chart)
{
    private const ushort CardDeposit = 3;
    private const long LeastPayout = 1_000;

    /// <summary>Where the book stood last: from it the evening derives what it does.</summary>
    public long Version => ledger.DurableVersion;

    /// <summary>Begins the book on its first day: accounts, fiscal year, the parking rule. On any other day it finds them there.</summary>
    /// <param name="today">The fiscal year of this day is opened.</param>
    /// <param name="stop">Stops waiting.</param>
    public async Task BeginAsync(LocalDate today, CancellationToken stop)
    {
        // Everything of these is asked for only when it is not there yet: a start leaves no trace in the journal.
        if (await ledger.GetAccountAsync(chart.Accounts[^1].Id, stop) is null
            && !Array.TrueForAll(await ledger.CreateAccountsAsync(chart.ForLedger(), stop), r => r is CreateAccountResult.Created or CreateAccountResult.Exists))
        {
            throw new LedgerException(LedgerFailure.ForeignJournal, "Its accounts are not those of Gaon City.");
        }

        if (!(await ledger.GetPeriodsAsync(stop)).Any(p => p.Contains(today)))
        {
            await OpenYearAsync(today.Year, stop);
        }

        var isKnown = (await ledger.GetRulesAsync(stop)).Any(r => r.Hash == Chart.ParkingRule.Hash);
        if (!isKnown && await ledger.PublishRuleAsync(Chart.ParkingRule, Chart.Terms, Chart.Treasurer, stop) != RuleOutcome.Published)
        {
            throw new LedgerException(LedgerFailure.ForeignJournal, "Its parking rule is not that of Gaon City.");
        }
    }

    /// <summary>Whether nobody has paid yet.</summary>
    public async Task<bool> IsNewAsync(CancellationToken stop) => await ledger.GetAccountAsync(Chart.Clearing, stop) is { DebitsPosted: var paid } && paid == 0;

    /// <summary>Opens a fiscal year, unless it was before.</summary>
    public Task<PeriodOutcome> OpenYearAsync(int year, CancellationToken stop) => ledger.DefinePeriodAsync(FiscalPeriod.CalendarYear(year), Chart.Clerk, stop);

    /// <summary>Closes a fiscal year for good: the clerk closes it softly, the treasurer hard.</summary>
    public async Task CloseYearAsync(int year, CancellationToken stop)
    {
        var name = FiscalPeriod.CalendarYear(year).Name;
        await ledger.SoftClosePeriodAsync(name, Chart.Clerk, Chart.YearEnd, stop);
        await ledger.HardClosePeriodAsync(name, Chart.Treasurer, Chart.YearEnd, stop);
    }

    /// <summary>Charges a fee.</summary>
    /// <returns>The charge, or <see langword="null"/> when the book refused it.</returns>
    public async Task<Charge?> ChargeAsync(TillIds ids, ParkingSession session, LocalDate day, CancellationToken stop)
    {
        var request = new ChargeRequest(
            new ChargeId(ids["charge"]), Chart.Rule, Chart.Clearing, Currency.Krw.Of(session.Fee), day, ids.Receipt, chart.PartiesOf(session.Bay));
        var result = await ledger.ChargeAsync(request, stop);
        if (result.Outcome == ChargeOutcome.PeriodClosed && await OpenYearAsync(day.Year, stop) == PeriodOutcome.Done)
        {
            // The first fee of a new year.
            result = await ledger.ChargeAsync(request, stop);
        }

        return result.Outcome is ChargeOutcome.Done or ChargeOutcome.Unchanged ? result.Charge : null;
    }

    /// <summary>Gives a part of a fee back; each party gives back its part.</summary>
    public Task RefundAsync(TillIds ids, Charge charge, double part, LocalDate day, CancellationToken stop) => ledger.RefundAsync(
        new RefundId(ids["refund"]), charge.Id, Math.Max(1, (long)(charge.Record.Result.Amount.Units * part)), day, $"{charge.Reference}-R", stop);

    /// <summary>The card company pays what residents paid.</summary>
    public async Task CollectAsync(TillIds ids, LocalDate day, CancellationToken stop)
    {
        if (await ledger.GetAccountAsync(Chart.Clearing, stop) is { } clearing && clearing.DebitsPosted > clearing.CreditsPosted)
        {
            await ledger.CreateTransfersAsync(
                new[]
                {
                    new Transfer
                    {
                        Id = new TransferId(ids.Number("collect")),
                        DebitAccountId = Chart.Bank,
                        CreditAccountId = Chart.Clearing,
                        Amount = clearing.DebitsPosted - clearing.CreditsPosted,
                        Ledger = Currency.Krw.Ledger,
                        Code = CardDeposit,
                        AccountingDay = Period.DaysBetween(new LocalDate(1970, 1, 1), day),
                    },
                },
                stop);
        }
    }

    /// <summary>Pays an owner what is due: the clerk drafts, the treasurer releases, the bank carries it out.</summary>
    public async Task PayOwnerAsync(TillIds ids, int bay, LocalDate day, CancellationToken stop)
    {
        var id = new RemittanceId(ids["payout"]);
        RemittanceRequest[] payee = [new(Chart.Owner(bay), $"payee-{Chart.BayName(bay)}", ids.Receipt)];
        await ledger.DraftRemittanceAsync(id, Currency.Krw, Chart.Transit, Chart.Bank, LeastPayout, payee, day, Chart.Clerk, stop);
        var released = await ledger.ReleaseRemittanceAsync(id, day, Chart.Treasurer, stop);
        if (released is { Outcome: RemittanceOutcome.Done, Batch: { } batch })
        {
            await ledger.TakeBankReplyAsync(id, day, [.. batch.Lines.Select(l => new BankReply(l.Number, l.Amount, false))], stop);
        }
    }
}
