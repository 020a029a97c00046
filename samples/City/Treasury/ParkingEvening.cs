using System.Buffers.Binary;
using System.Security.Cryptography;
using Civic.City.Replay;

namespace Civic.City.Treasury;

/// <summary>
/// While the generated evening plays, parking sessions end now and then and are paid. Nothing is invented otherwise. The sessions follow from the seed and from
/// where the book stood when the run began, so a first evening is always the same and no identifier comes twice.
/// </summary>
internal sealed class ParkingEvening(CityOptions options, Till till, ReplayService replay)
{
    private const int Remembered = 30;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly List<ChargedFee> _recent = [];

    public async Task RunAsync(CancellationToken stop)
    {
        Span<byte> run = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(run, options.Replay.Seed);
        BinaryPrimitives.WriteInt64BigEndian(run[8..], till.Version);
        var seed = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(run));
        await RunAsync(seed, stop);
    }

    private async Task RunAsync(ulong seed, CancellationToken stop)
    {
        var sessions = new ParkingSessions(seed);
        while (true)
        {
            var session = sessions.Next();
            await Task.Delay(TimeSpan.FromSeconds(session.Wait * options.Ledger.SessionSeconds), stop);
            while (replay.Now != "evening")
            {
                await Task.Delay(Look, stop);
            }

            await PlayAsync(seed, session, stop);
        }
    }

    private async Task PlayAsync(ulong seed, ParkingSession session, CancellationToken stop)
    {
        if (await till.ChargeAsync(new TillIds(seed, session.Number), session, stop) is { } charged)
        {
            _recent.Add(charged);
        }

        if (session.Refund > 0 && _recent.Count > 1)
        {
            var earlier = _recent[(int)(session.Number * 7 % _recent.Count)];
            _recent.Remove(earlier);
            await till.RefundAsync(new TillIds(seed, session.Number), earlier, session.Refund, stop);
        }

        if (session.PaysOut)
        {
            await till.CollectAsync(new TillIds(seed, session.Number), stop);
            await till.PayOwnerAsync(new TillIds(seed, session.Number), session.Bay, stop);
        }

        if (_recent.Count > Remembered)
        {
            _recent.RemoveAt(0);
        }
    }
}
