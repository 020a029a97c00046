namespace Civic.Journal;

/// <summary>
/// The keys that personal payloads are sealed with, one for each subject. Deleting a key makes everything sealed with it unreadable for good,
/// wherever copies of the journal are; the journal itself does not change and its chains stay whole.
/// </summary>
/// <remarks>
/// Keep keys in another file or database than the journal, with other rights and with backups that expire: a key that survives in a
/// backup can undo a deletion until that backup is gone. Every member may be called from several threads at once.
/// </remarks>
public interface ISubjectKeys : IAsyncDisposable
{
    /// <summary>The subject's key, made from a cryptographic random source when it has none. Callers at the same time get the same key.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The key, on stable storage; or <see langword="null"/> when it was deleted: a shredded subject never gets a key again.</returns>
    /// <exception cref="ArgumentException">The subject is the default value.</exception>
    /// <exception cref="JournalException">The store failed.</exception>
    ValueTask<SubjectKey?> GetOrCreateAsync(SubjectId subject, CancellationToken cancellation = default);

    /// <summary>The subject's key, or <see langword="null"/> when it was deleted or never made.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ArgumentException">The subject is the default value.</exception>
    /// <exception cref="JournalException">The store failed.</exception>
    ValueTask<SubjectKey?> FindAsync(SubjectId subject, CancellationToken cancellation = default);

    /// <summary>
    /// Deletes the subject's key for good and remembers that it did, so that no new one is made. When it returns, the deletion is on stable
    /// storage and the store's own file or table no longer holds the key.
    /// </summary>
    /// <param name="subject">The subject; one that never had a key is marked all the same.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Whether there was a key to delete.</returns>
    /// <exception cref="ArgumentException">The subject is the default value.</exception>
    /// <exception cref="JournalException">The store failed.</exception>
    ValueTask<bool> DeleteAsync(SubjectId subject, CancellationToken cancellation = default);
}
