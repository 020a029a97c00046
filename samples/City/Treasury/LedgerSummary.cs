using System.Numerics;
using Civic.Ledger;
using NodaTime;

namespace Civic.City.Treasury;

/// <summary>The ledger at a glance: sums over everybody, nothing of anybody.</summary>
internal sealed class LedgerSummary(IClock clock) : IDisposable
{
    private static readonly Duration Fresh = Duration.FromSeconds(1);
    private static readonly Duration Often = Duration.FromSeconds(10);
    private static readonly Offset Korea = Offset.FromHours(9);
    private readonly SemaphoreSlim _gate = new(1);
    private (OpenBook Book, LocalDate Day, Instant Taken, Dictionary<ushort, BigInteger> Credits)? _before;
    private (OpenBook Book, Instant Taken, object Answer)? _last;

    /// <summary>The summary, at most a second old.</summary>
    public async Task<object> TakeAsync(OpenBook book)
    {
        await _gate.WaitAsync();
        try
        {
            var now = clock.GetCurrentInstant();
            if (_last is not { } last || last.Book != book || now - last.Taken >= Fresh)
            {
                _last = last = (book, now, await MakeAsync(book, now));
            }

            return last.Answer;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<object> MakeAsync(OpenBook book, Instant now)
    {
        var today = now.WithOffset(Korea).Date;
        // What is booked on an earlier day between these questions makes today's figure too small for a moment, never too large.
        var balance = await book.Ledger.GetTrialBalanceAsync();
        var periods = await book.Ledger.GetPeriodsAsync();
        var isSettled = periods.All(p => p.LastDay >= today || p.State == PeriodState.HardClosed);
        var before = await BeforeAsync(book, today, now, isSettled);
        var entries = book.Ledger.DurableVersion;
        var stream = await book.Journal.GetStreamHeadAsync(book.Ledger.Stream);
        var head = await book.Journal.GetHeadAsync();
        return new
        {
            book = book.Ledger.Name,
            place = book.Place,
            entries,
            head = new { count = head.Count, root = head.Root.ToString() },
            chain = stream.Hash.ToString(),
            accounts = balance.Lines.Sum(l => l.Accounts),
            recordedUntil = balance.RecordedUntil.ToUnixTimeMilliseconds(),
            looks = book.Looks.Count,
            balanced = balance.IsBalanced,
            totals = balance.Totals.Select(t => new { currency = Figures.CurrencyOf(t.Ledger), debits = Figures.Digits(t.Debits), credits = Figures.Digits(t.Credits) }),
            today = new
            {
                day = NodaTime.Text.LocalDatePattern.Iso.Format(today),
                owner = Figures.Digits(Credited(AccountKind.Owner)),
                @operator = Figures.Digits(Credited(AccountKind.Operator)),
                district = Figures.Digits(Credited(AccountKind.District)),
            },
            rule = new { id = Chart.ParkingRule.Id, version = Chart.ParkingRule.Version, basis = Chart.ParkingRule.Basis, hash = Chart.ParkingRule.Hash },
            periods = periods.Select(p => new { name = p.Name, state = p.State.ToString() }),
        };

        BigInteger Credited(AccountKind kind) => BigInteger.Max(0, balance.Lines.Where(l => l.Code == (ushort)kind).Aggregate(BigInteger.Zero, (sum, l) => sum + l.Credits)
            - before.GetValueOrDefault((ushort)kind));
    }

    /// <summary>Credits up to yesterday. Once earlier years are closed only late entries change them, so every ten seconds is often enough.</summary>
    private async Task<Dictionary<ushort, BigInteger>> BeforeAsync(OpenBook book, LocalDate today, Instant now, bool isSettled)
    {
        if (isSettled && _before is { } known && known.Book == book && known.Day == today && now - known.Taken < Often)
        {
            return known.Credits;
        }

        var credits = new Dictionary<ushort, BigInteger>();
        try
        {
            foreach (var line in (await book.Ledger.GetTrialBalanceAsync(today.PlusDays(-1))).Lines)
            {
                credits[line.Code] = line.Credits;
            }
        }
        catch (InvalidOperationException)
        {
            // The book began today: there is nothing before.
        }

        _before = isSettled ? (book, today, now, credits) : null;
        return credits;
    }
}
