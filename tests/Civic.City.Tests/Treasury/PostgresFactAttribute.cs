using Civic.Testing;

namespace Civic.City.Treasury;

/// <summary>A test that needs a PostgreSQL server of its own; where none is installed, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.SkipReason;
}
