using Civic.Journal;
using NodaTime;

namespace Civic.Ledger;

/// <summary>Someone declared a dividend.</summary>
internal sealed record DividendDeclared(
    Guid Id,
    AccountId Source,
    uint Ledger,
    long Amount,
    int Count,
    long TotalWeight,
    DividendRounding Rounding,
    bool IsLinked,
    LocalDate Day,
    string LegalBasis,
    ActorId Actor);

/// <summary>
/// How far a dividend is paid. The request and the chunks are told by fingerprints; the attempt counts refusals of linked chunks, whose identifiers can be
/// burnt; the least remainder that got an odd unit is never below the most that got none.
/// </summary>
internal sealed record DividendEntry(DividendDeclared Input, Digest Request)
{
    public long Weight { get; init; }

    public int Paid { get; init; }

    public long PaidAmount { get; init; }

    public int Empty { get; init; }

    public int Refused { get; init; }

    public long RefusedAmount { get; init; }

    public int Attempt { get; init; }

    public long LeastWithOdd { get; init; } = long.MaxValue;

    public long MostWithout { get; init; } = -1;

    public Digest Trace { get; init; }

    public IReadOnlyList<Digest> Chunks { get; init; } = [];

    public int Seen => Paid + Empty + Refused;

    public Dividend Picture()
    {
        Currency.TryFind(Input.Ledger, out var currency);
        var declaration = new DividendDeclaration(
            new(Input.Id), Input.Source, currency.Of(Input.Amount), Input.Rounding, Input.IsLinked, Input.Day, Input.LegalBasis);
        return new(
            declaration, Input.Actor, Input.Count, Input.TotalWeight, Chunks.Count, Paid, PaidAmount, Empty, Refused, RefusedAmount, Trace);
    }
}

/// <summary>The dividends of a book, in the order they were declared.</summary>
internal sealed class DividendBook
{
    private readonly OrderedDictionary<Guid, DividendEntry> _dividends = [];

    public IEnumerable<DividendEntry> All => _dividends.Values;

    public DividendEntry? Find(Guid id) => _dividends.TryGetValue(id, out var entry) ? entry : null;

    public void Put(DividendEntry entry) => _dividends[entry.Input.Id] = entry;

    public void Clear() => _dividends.Clear();
}
