namespace Civic.Journal;

/// <summary>Where a stream stands.</summary>
/// <param name="Version">Version of its last entry; 0 for an empty stream.</param>
/// <param name="Hash">Hash of its last entry; for an empty stream the chain's beginning, <see cref="EntryChain.Start"/>.</param>
public readonly record struct StreamHead(long Version, Digest Hash);
