namespace Civic.Journal;

/// <summary>What a writer may add to an append.</summary>
/// <param name="Key">Makes the append idempotent: a second append of the same entries under the same key answers
/// <see cref="AppendResult.AlreadyAppended"/> and changes nothing. Default: no key.</param>
/// <param name="Token">The writer's lease on the stream's family; needed while anyone holds one. Default: none.</param>
public readonly record struct AppendOptions(AppendKey Key = default, FencingToken Token = default);
