using System.Text;

namespace Civic.Ledger.Tests.Settlement;

public class RemittanceTests
{
    [Fact]
    public async Task Whoever_drafts_a_batch_cannot_release_it()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        Assert.Equal(RemittanceOutcome.Done, (await city.DraftAsync(2)).Outcome);
        Assert.Equal(RemittanceOutcome.SamePerson, (await city.Book.ReleaseRemittanceAsync(new(City.Id(2)), City.Day, Books.Clerk)).Outcome);
        Assert.Equal([500L, 300, 200, 0], await city.BalancesAsync(City.Owner, City.Operator, City.District, City.Transit));
        Assert.Equal(RemittanceOutcome.Done, (await city.ReleaseAsync(2)).Outcome);
        Assert.Equal(RemittanceOutcome.Unchanged, (await city.ReleaseAsync(2)).Outcome);
        Assert.Equal([0L, 0, 0, 1_000], await city.BalancesAsync(City.Owner, City.Operator, City.District, City.Transit));
        Assert.Equal(RemittanceOutcome.AlreadyDecided, (await city.Book.WithdrawRemittanceAsync(new(City.Id(2)), City.Day, Books.Head)).Outcome);
        Assert.Equal(RemittanceOutcome.NotFound, (await city.ReleaseAsync(9)).Outcome);
    }

    [Fact]
    public async Task What_is_below_the_minimum_payout_is_carried_over()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        var batch = (await city.DraftAsync(2, minimum: 300)).Batch!;
        Assert.Equal([500L, 300], batch.Lines.Select(l => l.Amount));
        Assert.Equal([(AccountId)City.District], batch.CarriedOver);
        Assert.Equal(RemittanceOutcome.NothingPayable, (await city.DraftAsync(3, minimum: 300)).Outcome);
        await city.ChargeAsync(4, 500);
        Assert.Equal([(City.District, 300L)], (await city.DraftAsync(5, minimum: 300)).Batch!.Lines.Select(l => ((ulong)l.Payable.Value, l.Amount)));
    }

    [Fact]
    public async Task The_file_has_one_record_a_payment_and_control_totals()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        Assert.Throws<ArgumentException>(() => RemittanceFile.Write(city.DraftAsync(2).GetAwaiter().GetResult().Batch!));
        var batch = (await city.ReleaseAsync(2)).Batch!;
        var file = RemittanceFile.Write(batch);
        Assert.Equal(
            """
            H,civic-remittance/1,00000002-0001-0002-0304-05060708090a,KRW,2026-07-15
            P,1,payee-11,500,2026-07/11
            P,2,payee-12,300,2026-07/12
            P,3,payee-13,200,2026-07/13
            T,3,1000,6805333642756691

            """.ReplaceLineEndings("\n"),
            Encoding.ASCII.GetString(file));
        await city.ReplyAsync(2, 1, isReturned: true);
        Assert.Equal(file, RemittanceFile.Write((await city.Book.GetRemittanceAsync(new(City.Id(2))))!));
    }

    [Fact]
    public async Task A_returned_payment_is_payable_again_once()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        await city.DraftAsync(2);
        Assert.Equal(BankReplyOutcome.NotReleased, await city.ReplyAsync(2, 1, false));
        await city.ReleaseAsync(2);
        Assert.Equal(BankReplyOutcome.Done, await city.ReplyAsync(2, 1, false));
        Assert.Equal(BankReplyOutcome.Done, await city.ReplyAsync(2, 2, true));
        Assert.Equal(BankReplyOutcome.Unchanged, await city.ReplyAsync(2, 2, true));
        Assert.Equal(BankReplyOutcome.AlreadyReturned, await city.ReplyAsync(2, 2, false));
        Assert.Equal(BankReplyOutcome.LineNotFound, await city.ReplyAsync(2, 4, false));
        Assert.Equal(BankReplyOutcome.BatchNotFound, await city.ReplyAsync(7, 1, false));
        Assert.Equal(BankReplyOutcome.AmountDiffers, (await city.Book.TakeBankReplyAsync(new(City.Id(2)), City.Day, [new(3, 199, false)]))[0].Outcome);
        Assert.Equal([500L, 200, 300], await city.BalancesAsync(City.Bank, City.Transit, City.Operator));

        Assert.Equal([300L], (await city.DraftAsync(3)).Batch!.Lines.Select(l => l.Amount));
        await city.ReleaseAsync(3);
        Assert.Equal(BankReplyOutcome.Done, await city.ReplyAsync(3, 1, false));
        Assert.Equal(RemittanceOutcome.NothingPayable, (await city.DraftAsync(4)).Outcome);
        Assert.Equal([800L, 200, 0], await city.BalancesAsync(City.Bank, City.Transit, City.Operator));
    }

    [Fact]
    public async Task A_payment_that_the_bank_carried_out_and_then_returned_goes_back_too()
    {
        await using var city = await City.OpenAsync();
        await city.PublishAsync(City.Songpa());
        await city.ChargeAsync(1, 1_000);
        await city.DraftAsync(2);
        await city.ReleaseAsync(2);
        var both = await city.Book.TakeBankReplyAsync(new(City.Id(2)), City.Day, [new(1, 500, false), new(1, 500, true, "R02"), new(1, 500, true, "R02")]);
        Assert.Equal([BankReplyOutcome.Done, BankReplyOutcome.Done, BankReplyOutcome.Unchanged], both.Select(r => r.Outcome));
        Assert.Equal([0L, 500], await city.BalancesAsync(City.Bank, City.Owner));
        Assert.Equal("R02", (await city.Book.GetRemittanceAsync(new(City.Id(2))))!.Lines[0].Reason);
    }

    [Fact]
    public void Three_lists_are_matched_reference_by_reference()
    {
        var match = ThreeWayMatch.Of(
            [new("a", 100), new("b", 200), new("d", 1)],
            [new("a", 100), new("b", 250), new("c", 5)],
            [new("a", 100), new("b", 200), new("c", 2), new("c", 3)]);
        Assert.False(match.IsMatched);
        Assert.Equal(
            [
                ("a", MatchFinding.Matched),
                ("b", MatchFinding.AmountDiffers),
                ("c", MatchFinding.MissingInLedger | MatchFinding.Repeated),
                ("d", MatchFinding.MissingInDeposits | MatchFinding.MissingInBank),
            ],
            match.Lines.Select(l => (l.Reference, l.Finding)));
        Assert.Equal(new MatchLine("c", null, 5, 5, MatchFinding.MissingInLedger | MatchFinding.Repeated), match.Lines[2]);
    }
}
