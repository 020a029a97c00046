using System.Buffers;
using Civic.Testing;

namespace Civic.Geo.Tests.Fences;

public class FenceProperties
{
    [Property(MaxTest = 300, Arbitraries = typeof(FenceStories))]
    public void A_monitor_tells_what_a_naive_model_tells(FenceStory story)
    {
        var monitor = new FenceMonitor(FenceStory.Options);
        var events = new FenceEventBuffer();
        var model = new NaiveFenceMonitor(FenceStory.Options);
        foreach (var step in story.Steps)
        {
            events.Clear();
            model.Events.Clear();
            var outcome = Do(monitor, step, events);
            Assert.Equal(Do(model, step), outcome);
            if (model.Ambiguous)
                return;
            // Several fences may tell of one moment: the model goes by fence within a moment of one device as well.
            Assert.Equal(model.Events.Select(Details).Order(), events.Events.ToArray().Select(Details).Order());
        }
    }

    [Property(MaxTest = 200, Arbitraries = typeof(FenceStories))]
    public void The_size_of_batches_changes_nothing(FenceStory story, int seed)
    {
        var sizes = new Random(seed);
        var (single, batched) = (new FenceMonitor(FenceStory.Options), new FenceMonitor(FenceStory.Options));
        var (expected, actual) = (new FenceEventBuffer(), new FenceEventBuffer());
        var waiting = new List<FenceFix>();
        foreach (var step in story.Steps)
        {
            Do(single, step, expected);
            if (step is FixStep { Fix: var fix })
                waiting.Add(fix);
            if (step is FixStep && sizes.Next(4) != 0)
                continue;
            batched.Observe(waiting.ToArray(), actual);
            waiting.Clear();
            if (step is not FixStep)
                Do(batched, step, actual);
        }
        batched.Observe(waiting.ToArray(), actual);
        Assert.Equal(expected.Events.ToArray(), actual.Events.ToArray());
        Assert.Equal(Exported(single), Exported(batched));
    }

    [Property(MaxTest = 200, Arbitraries = typeof(FenceStories))]
    public void A_restart_at_any_point_changes_nothing(FenceStory story, int point)
    {
        var restart = (int)((uint)point % (uint)(story.Steps.Length + 1));
        var (steady, restarted) = (new FenceMonitor(FenceStory.Options), new FenceMonitor(FenceStory.Options));
        var (expected, actual) = (new FenceEventBuffer(), new FenceEventBuffer());
        for (var i = 0; i < story.Steps.Length; i++)
        {
            if (i == restart)
                restarted = Restarted(restarted, story.Steps[..i], actual);
            Do(steady, story.Steps[i], expected);
            Do(restarted, story.Steps[i], actual);
        }
        Assert.Equal(expected.Events.ToArray(), actual.Events.ToArray());
        Assert.Equal(Exported(steady), Exported(restarted));
    }

    [Property(MaxTest = 200, Arbitraries = typeof(FenceStories))]
    public void How_often_time_is_told_changes_when_events_come_but_not_which(FenceStory story)
    {
        // Only for what was known by then: a fix from before the last told time may come too late for a time rule.
        var steps = story.Steps.Where(step => step is not FixStep { Fix: var fix } || fix.FixTime >= fix.ReceivedAt).ToArray();
        var (often, seldom) = (new FenceMonitor(FenceStory.Options), new FenceMonitor(FenceStory.Options));
        var (expected, actual) = (new FenceEventBuffer(), new FenceEventBuffer());
        foreach (var step in steps.Where(step => step is FixStep or SetStep { Fence.Version: <= 4 }))
        {
            if (step is FixStep { Fix: var fix })
                often.Advance(fix.ReceivedAt, expected);
            Do(often, step, expected);
            Do(seldom, step, actual);
        }
        often.Advance(FenceWatch.At(1_000_000), expected);
        seldom.Advance(FenceWatch.At(1_000_000), actual);
        Assert.Equal(expected.Events.ToArray().Select(Details).Order(), actual.Events.ToArray().Select(Details).Order());
    }

    [Property(MaxTest = 200, Arbitraries = typeof(FenceStories))]
    public void Every_exit_follows_an_entry_and_a_stay_dwells_once(FenceStory story)
    {
        var monitor = new FenceMonitor(FenceStory.Options);
        var events = new FenceEventBuffer();
        foreach (var step in story.Steps.Where(step => step is not (SetStep { Fence.Rules.Events: not (FenceEventKinds)0xFF } or SetMovingStep)))
            Do(monitor, step, events);
        foreach (var pair in events.Events.ToArray().GroupBy(told => (told.Fence, told.Subject)))
        {
            var (inside, dwelt) = (false, false);
            foreach (var told in pair)
            {
                var fits = told.Kind switch
                {
                    FenceEventKind.Enter or FenceEventKind.Cross => !inside,
                    FenceEventKind.Dwell => inside && !dwelt,
                    _ => inside,
                };
                Assert.True(fits, string.Join('\n', pair));
                dwelt = told.Kind == FenceEventKind.Dwell || (dwelt && told.Kind != FenceEventKind.Exit);
                inside = told.Kind == FenceEventKind.Enter || (inside && told.Kind != FenceEventKind.Exit);
            }
        }
    }

    [Property(MaxTest = 200, Arbitraries = typeof(FenceStories))]
    public void Doing_a_fix_again_or_late_tells_nothing(FenceStory story)
    {
        var monitor = new FenceMonitor(FenceStory.Options);
        var events = new FenceEventBuffer();
        foreach (var step in story.Steps)
        {
            if (Do(monitor, step, events) != FixOutcome.Accepted || step is not FixStep { Fix: var fix })
                continue;
            var before = events.Count;
            Assert.Equal(FixOutcome.Late, monitor.Observe(fix, events));
            Assert.Equal(FixOutcome.Late, monitor.Observe(fix with { FixTime = fix.FixTime - NodaTime.Duration.Epsilon }, events));
            Assert.Equal(before, events.Count);
        }
    }

    private static FixOutcome? Do(FenceMonitor monitor, FenceStep step, FenceEventBuffer events)
    {
        switch (step)
        {
            case FixStep fix: return monitor.Observe(fix.Fix, events);
            case AdvanceStep advance: monitor.Advance(advance.Now, events); break;
            case SetStep set: monitor.Set(set.Fence, set.Now, events); break;
            case SetMovingStep set: monitor.Set(set.Fence, set.Now, events); break;
            case RemoveStep remove: monitor.Remove(remove.Fence, remove.Now, events); break;
        }
        return null;
    }

    private static FixOutcome? Do(NaiveFenceMonitor model, FenceStep step)
    {
        switch (step)
        {
            case FixStep fix: return model.Observe(fix.Fix);
            case AdvanceStep advance: model.Advance(advance.Now); break;
            case SetStep set: model.Set(set.Fence, set.Now); break;
            case SetMovingStep set: model.Set(set.Fence, set.Now); break;
            case RemoveStep remove: model.Remove(remove.Fence, remove.Now); break;
        }
        return null;
    }

    private static FenceMonitor Restarted(FenceMonitor monitor, FenceStep[] past, FenceEventBuffer events)
    {
        var export = Exported(monitor);
        Assert.True(FenceMonitor.TryImport(export, FenceStory.Options, out var restarted, out _));
        foreach (var id in restarted.AwaitedFences())
        {
            var last = past.Last(step => step is SetStep set && set.Fence.Id == id || step is SetMovingStep moving && moving.Fence.Id == id);
            Do(restarted, last, events);
        }
        Assert.Empty(restarted.AwaitedFences());
        Assert.Equal(export, Exported(restarted));
        return restarted;
    }

    private static byte[] Exported(FenceMonitor monitor)
    {
        var output = new ArrayBufferWriter<byte>();
        monitor.Export(output);
        return output.WrittenSpan.ToArray();
    }

    private static string Details(FenceEvent told) =>
        $"{told.Fence.Value} {told.Subject.Value} {told.Sequence} {told} {told.FixTime} {told.EvaluatedAt} "
        + $"{told.Position} {told.Distance} {told.Center} {told.CenterPosition}";
}
