using SQLitePCL;

namespace Civic.Journal.Sqlite;

/// <summary>A prepared statement, used again and again.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle, string doing) : IDisposable
{
    /// <summary>Gives parameter <paramref name="index"/>, from 1, a value.</summary>
    public Statement Bind(int index, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, index, value), doing);
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int index, string value)
    {
        database.Check(raw.sqlite3_bind_text(handle, index, value), doing);
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span would bind NULL.
        database.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value), doing);
        return this;
    }

    /// <inheritdoc cref="Bind(int, long)"/>
    public Statement Bind(int index, in Digest value)
    {
        Span<byte> bytes = stackalloc byte[Civic.Journal.Digest.Length];
        value.CopyTo(bytes);
        return Bind(index, bytes);
    }

    /// <summary>Whether there is a row; the next call gives the next one. After the last the statement can be bound again.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        try
        {
            database.Check(result, doing);
        }
        finally
        {
            _ = raw.sqlite3_reset(handle);
        }

        return false;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    public void Reset() => _ = raw.sqlite3_reset(handle);

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    /// <summary>The bytes of a column; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>A digest, or <see langword="null"/> when the column has another length.</summary>
    public Digest? Digest(int column) => Bytes(column) is { Length: Civic.Journal.Digest.Length } bytes ? new(bytes) : null;

    public void Dispose()
    {
        database.Forget(this);
        handle.Dispose();
    }
}
