namespace Civic.Journal;

/// <summary>Keys in memory, for tests: when the process ends, everything sealed with them is unreadable.</summary>
public sealed class MemorySubjectKeys : ISubjectKeys
{
    private readonly Lock _gate = new();

    /// <summary>The key of each subject; <see langword="null"/> once it is deleted.</summary>
    private readonly Dictionary<SubjectId, SubjectKey?> _keys = [];

    /// <inheritdoc/>
    public ValueTask<SubjectKey?> GetOrCreateAsync(SubjectId subject, CancellationToken cancellation = default)
    {
        subject.ThrowIfDefault(nameof(subject));
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_keys.TryGetValue(subject, out var key))
            {
                _keys[subject] = key = SubjectKey.Create();
            }

            return new(key);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SubjectKey?> FindAsync(SubjectId subject, CancellationToken cancellation = default)
    {
        subject.ThrowIfDefault(nameof(subject));
        lock (_gate)
        {
            return new(_keys.GetValueOrDefault(subject));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(SubjectId subject, CancellationToken cancellation = default)
    {
        subject.ThrowIfDefault(nameof(subject));
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var existed = _keys.GetValueOrDefault(subject) is not null;
            _keys[subject] = null;
            return new(existed);
        }
    }

    /// <summary>Forgets every key.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _keys.Clear();
        }

        return default;
    }
}
