namespace Civic.Geo;

/// <summary>How a box of the index lies to an area; conservative, so <see cref="Mixed"/> is always a right answer.</summary>
public enum AreaRelation
{
    /// <summary>Part of the box may be inside and part outside.</summary>
    Mixed,

    /// <summary>Every point of the box is inside.</summary>
    Inside,

    /// <summary>No point of the box is inside.</summary>
    Outside,
}
