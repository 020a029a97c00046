namespace Civic.Ledger;

public sealed partial class GeneralLedger
{
    private const int ChunksUnderWay = 16;

    /// <summary>
    /// Pays a dividend to a list of accounts, in chunks of <see cref="Dividend.ChunkLength"/> transfers. Each chunk is one entry of the journal; between
    /// chunks a crash may fall. Distribute the same list again, and what was paid is not paid twice and the rest follows: identifiers of transfers follow
    /// from the dividend and the place in the list. O(n log n) in accounts.
    /// </summary>
    /// <param name="dividend">What is paid.</param>
    /// <param name="shares">The list, 1 or more accounts, weights together 1 or more and below 2^62; in the same order at every try.</param>
    /// <param name="actor">Who pays it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>
    /// <see cref="DividendOutcome.Done"/> when all are paid, with the accounts that the book refused; <see cref="DividendOutcome.Unchanged"/> when all
    /// had been; else why it stopped.
    /// </returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="LedgerException">The book failed.</exception>
    public async Task<DividendResult> DistributeAsync(
        DividendDeclaration dividend, ReadOnlyMemory<DividendShare> shares, ActorId actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dividend);
        var oddUnits = OddUnits(dividend, shares.Span, out var weight);
        var declared = new DividendDeclared(
            SettlementText.Id(dividend.Id.Value, nameof(dividend)), dividend.Source, LedgerOf(dividend.Amount), Above0(dividend.Amount.Units),
            shares.Length, weight, dividend.Rounding, dividend.IsLinked, Checked(dividend.Day), SettlementText.Basis(dividend.LegalBasis, nameof(dividend)),
            actor.ThrowIfNobody(nameof(actor)));
        var last = await RunAsync(new DeclareDividendCommand(declared), cancellation).ConfigureAwait(false);
        if (last.Outcome is not (DividendOutcome.Done or DividendOutcome.Unchanged) || last.Dividend!.IsComplete)
            return last;
        var refused = new List<KeyValuePair<AccountId, CreateTransferResult>>();
        var underWay = new Queue<Task<DividendResult>>(ChunksUnderWay);
        for (var chunk = last.Dividend.NextChunk; (long)chunk * Dividend.ChunkLength < shares.Length || underWay.Count > 0;)
        {
            var begin = (long)chunk * Dividend.ChunkLength;
            if (underWay.Count < ChunksUnderWay && begin < shares.Length)
            {
                var length = (int)Math.Min(Dividend.ChunkLength, shares.Length - begin);
                var odd = oddUnits.Length == 0 ? [] : oddUnits.AsSpan((int)begin, length);
                underWay.Enqueue(RunAsync(new PayDividendCommand(new(dividend.Id, chunk++, shares.Span.Slice((int)begin, length), odd)), cancellation));
                continue;
            }

            last = await underWay.Dequeue().ConfigureAwait(false);
            refused.AddRange(last.Refused);
            if (last.Outcome is DividendOutcome.Done or DividendOutcome.Unchanged)
                continue;
            await Task.WhenAll(underWay).ConfigureAwait(false); // They are out of order now and move nothing.
            return last;
        }

        return last with { Refused = refused };
    }

    /// <summary>How far a dividend is paid, or <see langword="null"/> when there is none.</summary>
    /// <param name="id">The dividend.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Dividend?> GetDividendAsync(DividendId id, CancellationToken cancellation = default) =>
        AskAsync(machine => machine.Settlement.Dividends.Find(id.Value)?.Picture(), cancellation);

    private static byte[] OddUnits(DividendDeclaration dividend, ReadOnlySpan<DividendShare> shares, out long weight)
    {
        if (shares.IsEmpty)
            throw new ArgumentException("A dividend is paid to at least one account.", nameof(shares));
        var weights = new long[shares.Length];
        Int128 sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            weights[i] = shares[i].Weight >= 0 ? shares[i].Weight : throw new ArgumentException("A weight is 0 or more.", nameof(shares));
            sum += weights[i];
        }

        weight = sum > 0 && sum <= long.MaxValue / 2 ? (long)sum
            : throw new ArgumentException("Weights together are 1 or more and below 2^62.", nameof(shares));
        if (dividend.Rounding == DividendRounding.Floor)
            return [];
        var (lines, owed, odd) = (new long[shares.Length], new long[shares.Length], new byte[shares.Length]);
        DividendSplit.ByLargestRemainder(Above0(dividend.Amount.Units), weights, lines, owed);
        for (var i = 0; i < odd.Length; i++)
            odd[i] = owed[i] < 0 ? (byte)1 : (byte)0;
        return odd;
    }
}
