using System.Buffers.Binary;
using System.Security.Cryptography;
using Civic.City.Replay;
using Civic.Ledger;
using NodaTime;

namespace Civic.City.Treasury;

/// <summary>
/// While the generated evening plays, parking sessions end now and then and are paid. Nothing is invented otherwise. The sessions follow from the seed and from
/// where the book stood when the run began, so a first evening is always the same and no identifier comes twice.
/// </summary>
internal sealed class ParkingEvening(CityOptions options, Till till, ReplayService replay, IClock clock)
{
    private const int Remembered = 30;
    private const int SessionsOfLastYear = 40;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly List<Charge> _recent = [];

    private LocalDate Today => clock.GetCurrentInstant().WithOffset(Offset.FromHours(9)).Date;

    public async Task RunAsync(CancellationToken stop)
    {
        var run = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(run, options.Replay.Seed);
        BinaryPrimitives.WriteInt64BigEndian(run.AsSpan(8), till.Version);
        var seed = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(run));
        var sessions = new ParkingSessions(seed);
        await UntilEveningAsync(stop);
        if (await till.IsNewAsync(stop))
        {
            await PlayLastYearAsync(seed, sessions, stop);
        }

        while (true)
        {
            var session = sessions.Next();
            await Task.Delay(TimeSpan.FromSeconds(session.Wait * options.Ledger.SessionSeconds), stop);
            await UntilEveningAsync(stop);
            await PlayAsync(new TillIds(seed, session.Number), session, Today, stop);
        }
    }

    /// <summary>A new book gets the last days of the year before, closed for good, so that there are final statements to look at.</summary>
    private async Task PlayLastYearAsync(ulong seed, ParkingSessions sessions, CancellationToken stop)
    {
        var year = Today.Year - 1;
        await till.OpenYearAsync(year, stop);
        for (var i = 0; i < SessionsOfLastYear; i++)
        {
            var session = sessions.Next();
            await PlayAsync(new TillIds(seed, session.Number), session, new LocalDate(year, 12, 12).PlusDays(i / 2), stop);
        }

        await till.CloseYearAsync(year, stop);
        _recent.Clear();
    }

    private async Task PlayAsync(TillIds ids, ParkingSession session, LocalDate day, CancellationToken stop)
    {
        if (await till.ChargeAsync(ids, session, day, stop) is { } charge)
        {
            _recent.Add(charge);
        }

        if (session.Refund > 0 && _recent.Count > 1)
        {
            var earlier = _recent[(int)(session.Number * 7 % _recent.Count)];
            _recent.Remove(earlier);
            await till.RefundAsync(ids, earlier, session.Refund, day, stop);
        }

        if (session.PaysOut)
        {
            await till.CollectAsync(ids, day, stop);
            await till.PayOwnerAsync(ids, session.Bay, day, stop);
        }

        if (_recent.Count > Remembered)
        {
            _recent.RemoveAt(0);
        }
    }

    private async Task UntilEveningAsync(CancellationToken stop)
    {
        while (replay.Now != "evening")
        {
            await Task.Delay(Look, stop);
        }
    }
}
