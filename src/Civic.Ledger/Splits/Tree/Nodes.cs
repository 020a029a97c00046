using System.Numerics;

namespace Civic.Ledger.Splits;

internal sealed class AccountSource(string name, Overdraft overdraft, string fund) : Source(1)
{
    public string Name { get; } = name;

    public Overdraft Overdraft { get; } = overdraft;

    public string Fund { get; } = fund;
}

internal sealed class OrderedSource(Source[] children) : Source(1 + (children.Max(c => (int?)c.Depth) ?? 0))
{
    public Source[] Children { get; } = children;
}

internal sealed class OneOfSource(Source[] children) : Source(1 + children.Max(c => c.Depth))
{
    public Source[] Children { get; } = children;
}

internal sealed class MaxSource(BigInteger max, Source from) : Source(1 + from.Depth)
{
    public BigInteger Limit { get; } = max;

    public Source From { get; } = from;
}

internal sealed class SplitSource(SourcePart[] parts) : Source(1 + (parts.Max(p => (int?)p.From.Depth) ?? 0))
{
    public SourcePart[] Parts { get; } = parts;

    public Portion[] Portions { get; } = [.. parts.Select(p => p.Portion)];
}

internal sealed class KeptDestination() : Destination(1);

internal sealed class AccountDestination(string name) : Destination(1)
{
    public string Name { get; } = name;
}

internal sealed class SplitDestination(DestinationPart[] parts) : Destination(1 + (parts.Max(p => (int?)p.To.Depth) ?? 0))
{
    public DestinationPart[] Parts { get; } = parts;

    public Portion[] Portions { get; } = [.. parts.Select(p => p.Portion)];
}

internal sealed class OrderedDestination(DestinationClause[] clauses, Destination remaining)
    : Destination(1 + Math.Max(remaining.Depth, clauses.Max(c => (int?)c.To.Depth) ?? 0))
{
    public DestinationClause[] Clauses { get; } = clauses;

    public Destination Remaining { get; } = remaining;
}

internal sealed class OneOfDestination(DestinationClause[] clauses, Destination remaining)
    : Destination(1 + Math.Max(remaining.Depth, clauses.Max(c => (int?)c.To.Depth) ?? 0))
{
    public DestinationClause[] Clauses { get; } = clauses;

    public Destination Remaining { get; } = remaining;
}
