namespace Civic.Geo;

/// <summary>A stretch of the <see cref="ChangeLog"/>: how devices lay before they were changed.</summary>
internal sealed class ChangeSegment
{
    public const int Size = 1024;

    /// <summary>Number of the first change in here.</summary>
    public long First { get; set; }

    /// <summary>The stretch that goes on from here; set before any change in it is logged.</summary>
    public ChangeSegment? Next { get; set; }

    public StoredPosition[] Before { get; } = new StoredPosition[Size];
}
