using System.Runtime.CompilerServices;

namespace Civic.Geo;

/// <summary>Goes through the cells of one level and gathers what lies in a region, as it was when the snapshot began.</summary>
internal ref struct CellScan<TRegion>(PositionStore store, Snapshot snapshot, TRegion region, ulong since) : IPositionMatcher
    where TRegion : struct, IRegion
{
    /// <summary>Tries at a cell that the writer keeps changing before it is asked to wait.</summary>
    private const int Patience = 8;

    /// <summary>Cells that are read ahead together: a row of a circle of 3.9 km, as many as stay in the nearer caches.</summary>
    private const int Ahead = 32;

    private TRegion _region = region;

    /// <summary>Adds the selected devices of a level to the snapshot's hits.</summary>
    public void Run(int level)
    {
        var mark = snapshot.Hits.Count;
        if (store.CountOnLevel(level) > 0)
        {
            Visit(level);
        }

        snapshot.Restore(mark, level, store.Log.Logged, ref this);
    }

    /// <inheritdoc/>
    public bool Selects(ref readonly StoredPosition position)
    {
        if (position.Stamp < since)
        {
            return false;
        }

        switch (_region.Enter(position.Cell))
        {
            case AreaRelation.Inside:
                return true;
            case AreaRelation.Outside:
                return false;
            default:
                ref var block = ref snapshot.Trial[0];
                position.Write(ref block, 0);
                return _region.Match(in block, 1u) != 0;
        }
    }

    private void Visit(int level)
    {
        var cover = new CellCover(_region.Bounds, level);
        if (cover.Estimate < store.Cells.End * 2.0)
        {
            VisitCover(in cover, level);
        }
        else
        {
            VisitAll(level);
        }
    }

    private void VisitCover(in CellCover cover, int level)
    {
        Span<int> found = stackalloc int[Ahead];
        for (var row = cover.FirstRow; row <= cover.LastRow; row++)
        {
            var column = cover.Columns(row, out var count);
            for (; count > 0; count -= Ahead)
            {
                var some = found[..Math.Min(count, Ahead)];
                VisitSome(some, new CellKey(level, row, column));
                column = Wrap(column + Ahead, level, row);
            }
        }
    }

    /// <summary>Visits some cells side by side, all read ahead first so that their ways through memory overlap.</summary>
    private void VisitSome(scoped Span<int> found, CellKey first)
    {
        var whole = 0u;
        for (var i = 0; i < found.Length; i++)
        {
            var key = East(first, i);
            found[i] = store.Cells.Find(key);
            var relation = found[i] == 0 ? AreaRelation.Outside : _region.Enter(key);
            found[i] = relation == AreaRelation.Outside ? 0 : found[i];
            whole |= relation == AreaRelation.Inside ? 1u << i : 0;
        }

        for (var i = 0; i < found.Length; i++)
        {
            store.ReadAhead(found[i], places: (whole & (1u << i)) == 0);
        }

        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] != 0)
            {
                var key = East(first, i);
                Visit(found[i], key, (whole & (1u << i)) != 0 ? AreaRelation.Inside : _region.Enter(key));
            }
        }
    }

    private static CellKey East(CellKey key, int columns) => new(key.Level, key.Row, Wrap(key.Column + columns, key.Level, key.Row));

    private static int Wrap(int column, int level, int row) => CellGrid.Columns(level, row) is var all && column >= all ? column - all : column;

    private void VisitAll(int level)
    {
        var end = store.Cells.End;
        for (var index = 1; index < end; index++)
        {
            ref var cell = ref store.Cells[index];
            var key = new CellKey(Volatile.Read(ref Unsafe.As<CellKey, long>(ref cell.Key)));
            if (cell.Count > 0 && key.Level == level && _region.Enter(key) is var relation and not AreaRelation.Outside)
            {
                Visit(index, key, relation);
            }
        }
    }

    /// <summary>Reads a cell between two changes of it.</summary>
    private void Visit(int index, CellKey key, AreaRelation relation)
    {
        var mark = snapshot.Hits.Count;
        ref var cell = ref store.Cells[index];
        for (var attempt = 0; attempt < Patience; attempt++)
        {
            if (TryGather(ref cell, key, relation))
            {
                return;
            }

            snapshot.Hits.Truncate(mark);
            Thread.SpinWait(1 << attempt);
        }

        store.Log.HoldWriter();
        TryGather(ref cell, key, relation);
        store.Log.ReleaseWriter();
    }

    private bool TryGather(ref Cell cell, CellKey key, AreaRelation relation)
    {
        var mark = snapshot.Hits.Count;
        var version = Volatile.Read(ref cell.Version);
        if ((version & 1) != 0)
        {
            return false;
        }

        if (cell.Key == key)
        {
            Gather(ref cell, key, relation);
        }

        Volatile.ReadBarrier();
        if (cell.Version != version)
        {
            return false;
        }

        if (snapshot.IsLater(version))
        {
            snapshot.Hits.Doubt(mark);
        }

        return true;
    }

    /// <summary>Adds the selected devices of a cell. Whatever it reads while the writer changes the cell, it ends and stays within the arrays.</summary>
    private void Gather(ref Cell cell, CellKey key, AreaRelation relation)
    {
        ref var record = ref cell;
        for (var count = cell.Count; count > 0;)
        {
            var inRecord = Cell.Rest(count, Cell.RecordSize);
            snapshot.Hits.Reserve(inRecord);
            GatherBlocks(ref record, inRecord, key, relation);
            count -= inRecord;
            record = ref store.Cells[Volatile.Read(ref record.Next)];
        }
    }

    private void GatherBlocks(ref Cell record, int count, CellKey key, AreaRelation relation)
    {
        var hits = snapshot.Hits;
        for (var i = 0; count > 0; i++)
        {
            ref var block = ref store.Blocks[Volatile.Read(ref record.Blocks[i])];
            var lanes = count >= Block.Size ? Block.AllLanes : (1u << count) - 1;
            if (relation != AreaRelation.Inside)
            {
                lanes &= _region.Match(in block, lanes);
            }

            if (since != 0)
            {
                lanes &= Fresh(in block);
            }

            hits.Add(in block, lanes, key);
            count -= Block.Size;
        }
    }

    private readonly uint Fresh(ref readonly Block block)
    {
        var lanes = 0u;
        for (var lane = 0; lane < Block.Size; lane++)
        {
            lanes |= block.Stamp[lane] >= since ? 1u << lane : 0;
        }

        return lanes;
    }
}
