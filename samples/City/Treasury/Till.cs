using System.Buffers.Binary;
using System.Security.Cryptography;
using Civic.Ledger;
using NodaTime;

namespace Civic.City.Treasury;

/// <summary>Where parking is paid: every charge is split by the rule in force and booked at once, and so is every refund and every payment to an owner.</summary>
internal sealed class Till(GeneralLedger ledger, Chart chart)
{
    private const uint Won = 410;

    /// <summary>Where the book stood last: from it the evening derives what it does.</summary>
    public long Version => ledger.DurableVersion;

    /// <summary>Begins the book on its first day: accounts, fiscal year. On any other day it finds them there.</summary>
    /// <param name="today">The fiscal year of this day is opened.</param>
    /// <param name="stop">Stops waiting.</param>
    public async Task BeginAsync(LocalDate today, CancellationToken stop)
    {
        if (await ledger.GetAccountAsync(Chart.Clearing, stop) is null)
        {
            var accounts = await ledger.CreateAccountsAsync(chart.ForLedger(), stop);
            if (Array.Exists(accounts, a => a != CreateAccountResult.Created))
            {
                throw new LedgerException(LedgerFailure.ForeignJournal, "Its accounts are not those of Gaon City.");
            }
        }

        await OpenYearAsync(today.Year, stop);
    }

    /// <summary>Charges a fee.</summary>
    /// <returns>How it was shared, or <see langword="null"/> when the book refused it.</returns>
    public async Task<ChargedFee?> ChargeAsync(TillIds ids, ParkingSession session, CancellationToken stop)
    {
        var amount = Currency.Krw.Of(session.Fee);
        var split = Chart.ParkingRule.Split.Split(amount);
        var transfers = split.Lines.Select((line, i) => Line(ids["charge", i], Chart.Clearing, Purse(line.Party, session.Bay), line, TillCode.Share));
        return await BookAsync(transfers, stop) ? new ChargedFee(session, amount, split) : null;
    }

    /// <summary>Gives a part of a fee back; each party gives back its part.</summary>
    public async Task RefundAsync(TillIds ids, ChargedFee fee, double part, CancellationToken stop)
    {
        var back = Currency.Krw.Of((long)(fee.Amount.Units * part));
        var refund = SplitRefunds.Of(fee.Split).Refund(back);
        var transfers = refund.Lines.Select((line, i) => Line(ids["refund", i], Purse(line.Party, fee.Session.Bay), Chart.Clearing, line, TillCode.Refund));
        await BookAsync(transfers, stop);
    }

    /// <summary>The card company pays what residents paid.</summary>
    public async Task CollectAsync(TillIds ids, CancellationToken stop)
    {
        if (await ledger.GetAccountAsync(Chart.Clearing, stop) is { } clearing && clearing.DebitsPosted > clearing.CreditsPosted)
        {
            await BookAsync([Move(ids["collect", 0], Chart.Bank, Chart.Clearing, clearing.DebitsPosted - clearing.CreditsPosted, TillCode.CardDeposit)], stop);
        }
    }

    /// <summary>Pays an owner what is due.</summary>
    public async Task PayOwnerAsync(TillIds ids, int bay, CancellationToken stop)
    {
        if (await ledger.GetAccountAsync(Chart.Owner(bay), stop) is { } owner && owner.CreditsPosted > owner.DebitsPosted)
        {
            await BookAsync([Move(ids["payout", 0], Chart.Owner(bay), Chart.Bank, owner.CreditsPosted - owner.DebitsPosted, TillCode.Payout)], stop);
        }
    }

    private async Task OpenYearAsync(int year, CancellationToken stop) =>
        await ledger.DefinePeriodAsync(FiscalPeriod.CalendarYear(year), Chart.Till, stop);

    private async Task<bool> BookAsync(IEnumerable<Transfer> transfers, CancellationToken stop)
    {
        var chain = transfers.Where(t => t.Amount > 0).ToArray();
        for (var i = 0; i < chain.Length - 1; i++)
        {
            chain[i] = chain[i] with { Flags = chain[i].Flags | TransferFlags.Linked };
        }

        var results = await ledger.CreateTransfersAsync(chain, stop);
        return Array.TrueForAll(results, r => r == CreateTransferResult.Created);
    }

    private static Transfer Line(TransferId id, ulong debit, ulong credit, SplitLine line, TillCode code) =>
        Move(id, debit, credit, (UInt128)line.Amount.Units, code);

    private static Transfer Move(TransferId id, ulong debit, ulong credit, UInt128 amount, TillCode code) =>
        new() { Id = id, DebitAccountId = debit, CreditAccountId = credit, Amount = amount, Ledger = Won, Code = (ushort)code };

    private ulong Purse(string party, int bay) => party switch
    {
        "owner" => Chart.Owner(bay),
        "operator" => Chart.Operator,
        _ => chart.District(bay),
    };
}

/// <summary>Why money moves. Written in the ledger: numbers never change.</summary>
internal enum TillCode : ushort
{
    Share = 1,
    Refund = 2,
    CardDeposit = 3,
    Payout = 4,
}

/// <summary>Identifiers of what is done for one session: the same session asks for the same, so that nothing is booked twice.</summary>
internal readonly record struct TillIds(ulong Run, long Session)
{
    public TransferId this[string what, int line]
    {
        get
        {
            Span<byte> text = stackalloc byte[20 + what.Length];
            BinaryPrimitives.WriteUInt64BigEndian(text, Run);
            BinaryPrimitives.WriteInt64BigEndian(text[8..], Session);
            BinaryPrimitives.WriteInt32BigEndian(text[16..], line);
            System.Text.Encoding.ASCII.GetBytes(what, text[20..]);
            return new TransferId(BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(text)));
        }
    }
}
