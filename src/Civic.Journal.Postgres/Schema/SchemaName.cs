using System.Buffers;

namespace Civic.Journal.Postgres;

/// <summary>
/// The name of the schema, checked. It is the only thing that is ever pasted into SQL: a name cannot be a parameter. Of the characters allowed none can
/// end a quoted identifier.
/// </summary>
internal readonly record struct SchemaName
{
    /// <summary>Leaves room within PostgreSQL's 63 bytes for the name of the channel.</summary>
    private const int MaxLength = 40;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public SchemaName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var isReserved = char.IsAsciiDigit(name[0]) || name.StartsWith("pg_", StringComparison.Ordinal);
        if (isReserved || name.Length > MaxLength || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                $"'{name}' cannot be the schema: use 1 to {MaxLength} letters a-z, digits and underscores, neither a digit nor 'pg_' in front.", nameof(name));
        }

        Value = name;
    }

    public string Value { get; }

    /// <summary>The channel on which the journal of this schema says that it has grown.</summary>
    public string Channel => "civic_journal_" + Value;

    /// <summary>SQL in which <c>civic.</c> stands for this schema.</summary>
    public string In(string sql) => sql.Replace("civic.", $"\"{Value}\".", StringComparison.Ordinal);

    public override string ToString() => Value;
}
