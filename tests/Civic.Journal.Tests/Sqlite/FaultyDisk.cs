using System.Runtime.InteropServices;

namespace Civic.Journal.Tests;

/// <summary>
/// A disk between SQLite and the real one that fails as told and can lose power. What was written and not flushed is remembered with what was there
/// before, so that it can be taken back, whole or in part.
/// </summary>
internal sealed class FaultyDisk : IDisposable
{
    private const int Sector = 512;

    private static int _made;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Unflushed>> _unflushed = [];
    private readonly FaultyVfs _vfs;

    public FaultyDisk()
    {
        Name = $"faulty-{Interlocked.Increment(ref _made)}";
        _vfs = new(this);
    }

    /// <summary>What SQLite knows it by.</summary>
    public string Name { get; }

    /// <summary>How many calls that change something were made: opening a new file, write, truncate, flush, delete.</summary>
    public int Calls { get; private set; }

    /// <summary>The world ends before this call, counted from 0: it and all later calls fail.</summary>
    public int StopAt { get; set; } = int.MaxValue;

    /// <summary>This call, counted from 0, fails, and only it.</summary>
    public int FailAt { get; set; } = -1;

    /// <summary>Every flush fails.</summary>
    public bool IsFlushBroken { get; set; }

    /// <summary>How many bytes files may still grow by.</summary>
    public long Space { get; set; } = long.MaxValue;

    /// <summary>Files whose name ends so fail to be read, as a bad sector does.</summary>
    public string? Unreadable { get; set; }

    public bool IsStopped => Calls > StopAt;

    /// <summary>Counts a call; whether it goes through.</summary>
    public bool Allows()
    {
        lock (_gate)
        {
            var call = Calls++;
            return call < StopAt && call != FailAt;
        }
    }

    public bool HasSpace(long growth)
    {
        lock (_gate)
        {
            if (growth > Space)
            {
                return false;
            }

            Space -= Math.Max(0, growth);
            return true;
        }
    }

    /// <summary>Keeps what a write or a cut is about to replace.</summary>
    public void Remember(string path, long at, byte[] before, long sizeBefore, ReadOnlySpan<byte> now)
    {
        lock (_gate)
        {
            Of(path).Add(new(at, before, sizeBefore, now.ToArray()));
        }
    }

    public void Flushed(string path)
    {
        lock (_gate)
        {
            Of(path).Clear();
        }
    }

    /// <summary>
    /// Takes back what was not flushed. With a random source, some sectors of it reached the disk all the same, in any order. Only when nothing has
    /// the files open.
    /// </summary>
    public void LosePower(Random? torn)
    {
        foreach (var (path, changes) in _unflushed.Where(file => File.Exists(file.Key)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            foreach (var change in Enumerable.Reverse(changes))
            {
                file.SetLength(change.SizeBefore);
                Put(file, change.At, change.Before);
            }

            foreach (var change in torn is null ? [] : changes)
            {
                for (var at = 0; at < change.Now.Length; at += Sector)
                {
                    if (torn!.Next(2) == 0)
                    {
                        Put(file, change.At + at, change.Now.AsSpan(at, Math.Min(Sector, change.Now.Length - at)));
                    }
                }
            }

            changes.Clear();
        }
    }

    public void Dispose() => _vfs.Dispose();

    private List<Unflushed> Of(string path)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_unflushed, path, out _);
        return list ??= [];
    }

    private static void Put(FileStream file, long at, ReadOnlySpan<byte> bytes)
    {
        file.Position = at;
        file.Write(bytes);
    }

    private readonly record struct Unflushed(long At, byte[] Before, long SizeBefore, byte[] Now);
}
