namespace Civic.Ledger.Splits;

/// <summary>Finds what is wrong with a tree as it is written, before any money moves. Places are collected from the inside out.</summary>
internal sealed class TreeCheck
{
    public Stack<string> Place { get; } = new();

    public SplitError? Check(SendStep step) =>
        Within("source", Check(step.Source, step.Amount is null)) ?? Within("destination", Check(step.Destination));

    private SplitError? Check(Source source, bool all)
    {
        switch (source)
        {
            case AccountSource account:
                return all && account.Overdraft.IsUnbounded ? SplitError.UnboundedSendAll : null;
            case MaxSource max:
                return Within("max", Check(max.From, all: false));
            case OrderedSource ordered:
                return First(ordered.Children.Length, i => Within($"ordered[{i}]", Check(ordered.Children[i], all)));
            case OneOfSource choice:
                return First(choice.Children.Length, i => Within($"one_of[{i}]", Check(choice.Children[i], all && i == 0)));
            case SplitSource split:
                return all
                    ? SplitError.SplitSourceInSendAll
                    : Within("split", TreeShares.Check(split.Portions))
                        ?? First(split.Parts.Length, i => Within($"split[{i}]", Check(split.Parts[i].From, all: false)));
            default:
                throw new InvalidOperationException("A kind of source is not known to the check.");
        }
    }

    private SplitError? Check(Destination destination) => destination switch
    {
        SplitDestination split => Within("split", TreeShares.Check(split.Portions))
            ?? First(split.Parts.Length, i => Within($"split[{i}]", Check(split.Parts[i].To))),
        OrderedDestination ordered => First(ordered.Clauses.Length, i => Within($"ordered[{i}]", Check(ordered.Clauses[i].To)))
            ?? Within("remaining", Check(ordered.Remaining)),
        OneOfDestination choice => First(choice.Clauses.Length, i => Within($"one_of[{i}]", Check(choice.Clauses[i].To)))
            ?? Within("remaining", Check(choice.Remaining)),
        _ => null,
    };

    private static SplitError? First(int count, Func<int, SplitError?> check)
    {
        for (var i = 0; i < count; i++)
        {
            if (check(i) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private SplitError? Within(string place, SplitError? error)
    {
        if (error is not null)
        {
            Place.Push(place);
        }

        return error;
    }
}
