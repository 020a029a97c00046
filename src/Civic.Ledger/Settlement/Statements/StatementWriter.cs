using NodaTime;

namespace Civic.Ledger;

/// <summary>Makes statements from the machine: a question, not a command.</summary>
internal sealed class StatementWriter
{
    private readonly LedgerMachine _machine;
    private readonly AccountId _account;
    private readonly FiscalPeriod _period;
    private readonly List<(ulong Timestamp, int Order, StatementLine Line)> _lines = [];
    private readonly HashSet<StatementRule> _rules = [];

    /// <summary>What the lines of charges and refunds came to, to be held against the account's entries.</summary>
    private long _told;

    private StatementWriter(LedgerMachine machine, AccountId account, FiscalPeriod period) => (_machine, _account, _period) = (machine, account, period);

    public static StatementResult Write(LedgerMachine machine, AccountId account, string periodName)
    {
        if (machine.Periods.Find(periodName) is not { } period)
            return new(StatementOutcome.PeriodNotFound, null);
        if (period.State == PeriodState.Open)
            return new(StatementOutcome.PeriodOpen, null);
        if (!machine.Settlement.Charges.IsParty(account) || !machine.Engine.TryGetAccount(account, out var found)
            || !Currency.TryFind(found.Ledger, out var currency))
            return new(StatementOutcome.PartyNotFound, null);
        try
        {
            return new StatementWriter(machine, account, period).Write(currency);
        }
        catch (OverflowException)
        {
            return new(StatementOutcome.EntriesUnreadable, null);
        }
    }

    private StatementResult Write(Currency currency)
    {
        foreach (var step in _machine.Settlement.Charges.Steps(_account))
            AddStep(step);
        var (opening, booked) = AddEntries();
        if (booked != _told)
            return new(StatementOutcome.EntriesUnreadable, null);
        _lines.Sort((a, b) => (a.Timestamp, a.Order).CompareTo((b.Timestamp, b.Order)));
        StatementLine[] lines = [.. _lines.Select(l => l.Line)];
        return new(StatementOutcome.Ready, new(
            SettlementStatement.CurrentFormat, _account, currency, _period.Name, _period.FirstDay, _period.LastDay, opening,
            [.. _rules.OrderBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.Version)], lines,
            StatementTotals.Of(opening, lines)));
    }

    private void AddStep(ChargeStep step)
    {
        var entry = _machine.Settlement.Charges.Find(step.Charge)!;
        var refund = step.Refund < 0 ? null : entry.Refunds[step.Refund];
        var day = refund?.Input.Day ?? entry.Input.Day;
        if (!_period.Contains(day))
            return;
        var rule = _machine.Settlement.Rules.Find(entry.Input.RuleId, entry.Version)!.Rule;
        _rules.Add(new(rule.Id, rule.Version, rule.Hash));
        var record = entry.Record(rule);
        var charge = new StatementCharge(
            entry.Input.Id, rule.Id, rule.Version, entry.Input.Day, entry.Input.Reference, record.Result.Amount.Units, record.Result.Net.Units,
            entry.Input.Stated, [.. entry.Carried.Select(c => new StatementCarried(c.Party, c.Remainder))], record.RecalculationHash);
        var mirrored = refund is null ? null : ChargeEntry.Mirror(record, refund);
        var traced = mirrored?.Result.Lines ?? record.Result.Lines;
        for (var i = 0; i < traced.Count; i++)
        {
            if (entry.Input.Parties.First(p => p.Party == traced[i].Party).Payable != _account)
                continue;
            var line = Line(day, charge, refund, mirrored, traced[i], i);
            _told = checked(_told + line.Amount);
            _lines.Add((refund?.Timestamp ?? entry.Timestamp, i, line));
        }
    }

    private static StatementLine Line(LocalDate day, StatementCharge charge, RefundEntry? refund, RefundRecord? record, SplitLine line, int index)
    {
        var trace = StatementTrace.Of(index, line);
        if (refund is null || record is null)
            return new(StatementLineKind.Charge, day, line.Amount.Units, charge, null, trace);
        var debt = refund.Debts[index];
        var told = new StatementRefund(refund.Input.Id, refund.Input.Reference, refund.Input.Amount, refund.Before, record.RecalculationHash, debt);
        return new(StatementLineKind.Refund, day, debt - line.Amount.Units, charge, told, trace);
    }

    /// <summary>Adds all other entries. Gives the balance before the period, and what charges and refunds booked in it.</summary>
    private (long Opening, long Booked) AddEntries()
    {
        var (opening, booked, from) = (0L, 0L, 0UL);
        var page = new Transfer[Math.Min(8_190, Math.Max(1, _machine.Engine.TransferCount))];
        while (true)
        {
            var count = _machine.Engine.GetAccountTransfers(new(_account) { TimestampMin = from, Limit = page.Length }, page);
            foreach (ref readonly var transfer in page.AsSpan(0, count))
            {
                var day = PeriodDays.Date(transfer.AccountingDay);
                if ((transfer.Flags & (TransferFlags.Pending | TransferFlags.VoidPending)) != 0 || day > _period.LastDay)
                    continue;
                var amount = (long)checked((ulong)transfer.Amount) * (transfer.CreditAccountId == _account ? 1 : -1);
                if (day < _period.FirstDay)
                    opening = checked(opening + amount);
                else if (IsOfCharge(transfer))
                    booked = checked(booked + amount);
                else
                    _lines.Add((transfer.Timestamp, 0, Other(transfer, day, amount)));
            }

            if (count < page.Length)
                return (opening, booked);
            from = page[count - 1].Timestamp + 1;
        }
    }

    /// <summary>Whether settlement booked it for a charge or a refund: a host's own entry that merely uses the code is none.</summary>
    private static bool IsOfCharge(in Transfer transfer)
    {
        if (!ChargeLines.IsOfCharge(transfer.Code))
            return false;
        var (id, line) = (SettlementEntry.Id(transfer.UserData128), (int)Math.Min(int.MaxValue, transfer.UserData64));
        return transfer.Id == new SettlementIds("charge", id)[line] || transfer.Id == new SettlementIds("refund", id)[line];
    }

    private static StatementLine Other(in Transfer transfer, LocalDate day, long amount)
    {
        var kind = transfer.Code switch
        {
            (ushort)SettlementCode.Remittance => StatementLineKind.Payout,
            (ushort)SettlementCode.RemittanceReturned => StatementLineKind.PayoutReturned,
            _ => StatementLineKind.Other,
        };
        return new(kind, day, amount, Transfer: transfer.Id.ToString(), Code: transfer.Code);
    }
}
