using System.Buffers;
using Civic.Testing;
using Xunit.Abstractions;

namespace Civic.Ledger.Tests;

public class TransferModelTests(ITestOutputHelper output)
{
    [Property(MaxTest = 200, Arbitraries = typeof(LedgerScripts))]
    public void A_naive_ledger_foresees_every_code_balance_and_expiry(LedgerScript script) => LedgerTrial.Run(script);

    [Property(MaxTest = 60, Arbitraries = typeof(LedgerScripts))]
    public void The_same_requests_give_the_same_state_hash(LedgerScript script)
    {
        var trial = LedgerTrial.Run(script);
        Assert.Equal(trial.Engine.StateHash(), trial.Replay().StateHash());
    }

    [Property(MaxTest = 60, Arbitraries = typeof(LedgerScripts))]
    public void A_book_that_was_saved_and_loaded_at_any_time_goes_on_as_if_nothing_had_happened(LedgerScript script)
    {
        var steps = 0;
        var trial = LedgerTrial.Run(script, trial =>
        {
            if (steps++ % 5 == 0)
            {
                var hash = trial.Engine.StateHash();
                trial.Continue(LedgerEngine.Load(Saved(trial.Engine)));
                Assert.Equal(hash, trial.Engine.StateHash());
                trial.Check();
            }
        });
        Assert.Equal(trial.Replay().StateHash(), trial.Engine.StateHash());
    }

    [Fact]
    public void The_scripts_reach_every_code()
    {
        var codes = new Dictionary<string, int>();
        for (var seed = 0; seed < 150; seed++)
        {
            foreach (var (name, count) in LedgerTrial.Run(LedgerScript.Of(seed, 60 + (seed % 4))).Codes)
            {
                codes[name] = codes.GetValueOrDefault(name) + count;
            }
        }

        foreach (var (name, count) in codes.OrderByDescending(c => c.Value))
        {
            output.WriteLine($"{count,8} {name}");
        }

        var all = Enum.GetNames<CreateAccountResult>().Select(n => "CreateAccountResult." + n).Concat(Enum.GetNames<CreateTransferResult>().Select(n => "CreateTransferResult." + n));
        Assert.Empty(all.Except(codes.Keys));
    }

    [Property(MaxTest = 100)]
    public void A_damaged_snapshot_is_refused_or_read_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var bytes = Saved(LedgerTrial.Run(LedgerScript.Of(seed & 7, 30)).Engine);
        for (var i = 0; i < 20; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            var length = random.Next(3) == 0 ? random.Next(damaged.Length) : damaged.Length;
            try
            {
                LedgerEngine.Load(damaged.AsSpan(0, length));
            }
            catch (InvalidDataException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void A_snapshot_cut_short_anywhere_is_refused()
    {
        var bytes = Saved(LedgerTrial.Run(LedgerScript.Of(1, 30)).Engine);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => LedgerEngine.Load(bytes.AsSpan(0, length)));
        }
    }

    private static byte[] Saved(LedgerEngine engine)
    {
        var writer = new ArrayBufferWriter<byte>();
        engine.Save(writer);
        return writer.WrittenSpan.ToArray();
    }
}
