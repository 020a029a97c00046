using System.Numerics;

namespace Civic.Ledger.Splits;

/// <summary>
/// One run over one set of balances. A send first takes its money from the sources into a line of parts, then the destinations
/// consume the line from its front; what is left of it goes back.
/// </summary>
internal sealed class TreeEvaluator(IReadOnlyDictionary<SplitPurse, BigInteger> given, SplitDialect dialect)
{
    private readonly Dictionary<SplitPurse, BigInteger> _seen = new(given);
    private readonly Dictionary<SplitPurse, BigInteger> _setAside = [];
    private readonly List<SplitPosting> _postings = [];
    private readonly List<(SplitPurse From, BigInteger Amount)> _line = [];
    private int _front;
    private Stack<string> _place = new();

    public SplitRun Run(IReadOnlyList<SplitStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (Apply(steps[i]) is { } error)
            {
                _place.Push($"steps[{i}]");
                return new SplitRun([], given, new SplitFailure(error, string.Join('.', _place)));
            }
        }

        foreach (var (purse, amount) in _setAside)
        {
            Add(purse, amount);
        }

        return new SplitRun(_postings, _seen, null);
    }

    private SplitError? Apply(SplitStep step)
    {
        if ((step as SendStep)?.Amount < 0 || (step as SetAsideStep)?.Amount < 0)
        {
            _place.Push("amount");
            return SplitError.NegativeAmount;
        }

        if (step is SetAsideStep aside)
        {
            var hidden = BigInteger.Max(0, BigInteger.Min(Balance(aside.Purse), aside.Amount ?? Balance(aside.Purse)));
            Add(aside.Purse, -hidden);
            _setAside[aside.Purse] = _setAside.GetValueOrDefault(aside.Purse) + hidden;
            return null;
        }

        return Send((SendStep)step);
    }

    private SplitError? Send(SendStep step)
    {
        var check = new TreeCheck();
        if (check.Check(step) is { } error)
        {
            _place = check.Place;
            return error;
        }

        _line.Clear();
        _front = 0;
        var taken = step.Amount is { } amount ? Take(step.Source, amount, step.Currency) : TakeAll(step.Source, step.Currency);
        if (taken is null || taken < step.Amount)
        {
            _place.Push("source");
            return SplitError.InsufficientFunds;
        }

        Deliver(step.Destination, taken.Value, step.Currency);
        for (; _front < _line.Count; _front++)
        {
            Add(_line[_front].From, _line[_front].Amount);
        }

        return null;
    }

    /// <summary>Takes up to <paramref name="need"/> and says how much; <see langword="null"/> when a split fell short, which ends the run.</summary>
    private BigInteger? Take(Source source, BigInteger need, string currency)
    {
        switch (source)
        {
            case AccountSource account:
                var purse = new SplitPurse(account.Name, currency, account.Fund);
                return Draw(purse, account.Overdraft.IsUnbounded ? need : BigInteger.Min(need, Available(purse, account)));
            case MaxSource max:
                return At("max", Take(max.From, BigInteger.Min(need, max.Limit), currency));
            case OrderedSource ordered:
                return TakeInOrder(ordered.Children, need, currency);
            case OneOfSource choice:
                return TakeFromOne(choice.Children, need, currency);
            default:
                return TakeShares((SplitSource)source, need, currency);
        }
    }

    private BigInteger? TakeInOrder(Source[] children, BigInteger need, string currency)
    {
        var missing = need;
        for (var i = 0; i < children.Length && (i == 0 || missing.Sign > 0); i++)
        {
            if (At($"ordered[{i}]", Take(children[i], missing, currency)) is not { } taken)
            {
                return null;
            }

            missing -= taken;
        }

        return need - missing;
    }

    private BigInteger? TakeFromOne(Source[] children, BigInteger need, string currency)
    {
        var mark = _line.Count;
        for (var i = 0; ; i++)
        {
            var taken = At($"one_of[{i}]", Take(children[i], need, currency));
            if (taken is null || taken == need || i == children.Length - 1)
            {
                return taken;
            }

            PutBackTo(mark);
        }
    }

    private BigInteger? TakeShares(SplitSource split, BigInteger need, string currency)
    {
        var parts = TreeShares.HandOut(need, split.Portions);
        for (var i = 0; i < parts.Length; i++)
        {
            var taken = Take(split.Parts[i].From, parts[i], currency);
            if (taken is null || taken < parts[i])
            {
                return At($"split[{i}]", null);
            }
        }

        return need;
    }

    private BigInteger? TakeAll(Source source, string currency)
    {
        switch (source)
        {
            case AccountSource account:
                var purse = new SplitPurse(account.Name, currency, account.Fund);
                return Draw(purse, Available(purse, account));
            case MaxSource max:
                return At("max", Take(max.From, max.Limit, currency)); // A maximum is an amount: below it the usual rules hold.
            case OneOfSource choice:
                return At("one_of[0]", TakeAll(choice.Children[0], currency));
            default:
                var children = ((OrderedSource)source).Children;
                var sum = BigInteger.Zero;
                for (var i = 0; i < children.Length; i++)
                {
                    if (At($"ordered[{i}]", TakeAll(children[i], currency)) is not { } taken)
                    {
                        return null;
                    }

                    sum += taken;
                }

                return sum;
        }
    }

    private void Deliver(Destination destination, BigInteger amount, string currency)
    {
        switch (destination)
        {
            case AccountDestination account:
                Consume(account.Name, amount);
                break;
            case KeptDestination:
                if (dialect.Kept == KeptMoney.AtItsPlace)
                {
                    Consume(null, amount);
                }

                break;
            case SplitDestination split:
                var parts = TreeShares.HandOut(amount, split.Portions);
                for (var i = 0; i < parts.Length; i++)
                {
                    Deliver(split.Parts[i].To, parts[i], currency);
                }

                break;
            case OrderedDestination ordered:
                var left = amount;
                foreach (var clause in ordered.Clauses)
                {
                    var part = BigInteger.Max(0, BigInteger.Min(left, clause.Max));
                    Deliver(clause.To, part, currency);
                    left -= part;
                }

                Deliver(ordered.Remaining, left, currency);
                break;
            case OneOfDestination choice:
                Deliver(Array.Find(choice.Clauses, c => BigInteger.Max(0, c.Max) >= amount)?.To ?? choice.Remaining, amount, currency);
                break;
        }
    }

    /// <summary>Takes <paramref name="amount"/> from the front of the line to an account, or back to where it came from.</summary>
    private void Consume(string? to, BigInteger amount)
    {
        var first = _postings.Count;
        while (_front < _line.Count && (amount.Sign > 0 || _line[_front].Amount.IsZero))
        {
            var (giver, there) = _line[_front];
            var part = BigInteger.Min(there, amount);
            if (part == there)
            {
                _front++;
            }
            else
            {
                _line[_front] = (giver, there - part);
            }

            amount -= part;
            Add(to is null ? giver : giver with { Account = to }, part);
            if (to is not null)
            {
                Post(first, giver, to, part);
            }
        }
    }

    private void Post(int first, SplitPurse from, string to, BigInteger amount)
    {
        if (_postings.Count > first && _postings[^1] is var last && last.From == from.Account && last.Fund == from.Fund)
        {
            _postings[^1] = last with { Amount = last.Amount + amount };
        }
        else
        {
            _postings.Add(new SplitPosting(from.Account, to, from.Currency, from.Fund, amount));
        }
    }

    private BigInteger Draw(SplitPurse purse, BigInteger amount)
    {
        if (amount.Sign > 0 || dialect.Zeros == ZeroParts.Posted)
        {
            _line.Add((purse, amount));
            Add(purse, -amount);
        }

        return amount;
    }

    private void PutBackTo(int mark)
    {
        for (; _line.Count > mark; _line.RemoveAt(_line.Count - 1))
        {
            Add(_line[^1].From, _line[^1].Amount);
        }
    }

    private BigInteger Available(SplitPurse purse, AccountSource account) => BigInteger.Max(0, Balance(purse) + account.Overdraft.Limit);

    private BigInteger Balance(SplitPurse purse) => _seen.GetValueOrDefault(purse);

    private void Add(SplitPurse purse, BigInteger amount) => _seen[purse] = Balance(purse) + amount;

    private BigInteger? At(string place, BigInteger? taken)
    {
        if (taken is null)
        {
            _place.Push(place);
        }

        return taken;
    }
}
