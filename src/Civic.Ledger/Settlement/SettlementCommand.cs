using System.Security.Cryptography;
using System.Text.Json;
using Civic.Journal;

namespace Civic.Ledger;

/// <summary>A command of the settlement books. Its fingerprint tells a repeated request from another one under the same identifier.</summary>
/// <param name="input">The input.</param>
internal abstract class SettlementCommand<TInput, TOutcome>(TInput input) : JsonCommand<TInput, TOutcome>(input)
{
    /// <summary>SHA-256 of the input as it is written in the journal.</summary>
    protected Digest Fingerprint() => new(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Input, Format)));

    /// <summary>Books a chain: all or nothing. Returns one result a transfer.</summary>
    protected static CreateTransferResult[] BookChain(LedgerMachine machine, ulong timestamp, Transfer[] transfers)
    {
        for (var i = 0; i < transfers.Length - 1; i++)
            transfers[i] = transfers[i] with { Flags = transfers[i].Flags | TransferFlags.Linked };
        var results = new CreateTransferResult[transfers.Length];
        if (transfers.Length > 0)
            machine.Engine.CreateTransfers(timestamp, transfers, results);
        return results;
    }

    protected static bool AreCreated(CreateTransferResult[] results) => Array.TrueForAll(results, r => r == CreateTransferResult.Created);

    /// <summary>The outcome and, where the book was asked, one number a transfer.</summary>
    protected static string Describe<T>(T outcome, IReadOnlyList<CreateTransferResult> results)
        where T : struct, Enum =>
        results.Count == 0 ? outcome.ToString() : $"{outcome}:{string.Join(',', results.Select(r => (int)r))}";
}
