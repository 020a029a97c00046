using Civic.Journal;

namespace Civic.Ledger;

/// <summary>How far a dividend is paid: a picture of one moment.</summary>
/// <param name="Declaration">What was declared.</param>
/// <param name="DeclaredBy">Who declared it.</param>
/// <param name="Count">How many accounts are on the list.</param>
/// <param name="TotalWeight">The sum of their weights.</param>
/// <param name="NextChunk">The number of the chunk that comes next, from 0.</param>
/// <param name="Paid">How many accounts were credited.</param>
/// <param name="PaidAmount">What they were credited, in minor units.</param>
/// <param name="Empty">How many parts came to 0 units and have no transfer.</param>
/// <param name="Refused">How many parts the book refused.</param>
/// <param name="RefusedAmount">What they came to, in minor units; it stays in the source.</param>
/// <param name="Trace">
/// The rounding trace: all zeros at first; each chunk of 8,189 accounts makes it SHA-256 over the trace before and, for each of its accounts, account (16
/// bytes), weight (8), part (8) and remainder (8), big-endian. The remainder, over the total weight, is what the floor of the exact part cut off.
/// </param>
public sealed record Dividend(
    DividendDeclaration Declaration,
    ActorId DeclaredBy,
    int Count,
    long TotalWeight,
    int NextChunk,
    int Paid,
    long PaidAmount,
    int Empty,
    int Refused,
    long RefusedAmount,
    Digest Trace)
{
    /// <summary>Accounts of a chunk.</summary>
    public const int ChunkLength = 8_189;

    /// <summary>Whether every account had its turn.</summary>
    public bool IsComplete => Paid + Empty + Refused == Count;
}
