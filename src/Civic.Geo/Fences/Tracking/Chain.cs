namespace Civic.Geo;

/// <summary>Heads of the two lists of memberships that a subject has, and a fence: those that matter now, and those kept for their numbering.</summary>
internal struct Chain
{
    /// <summary>First membership that is inside or about to change; 0 for none.</summary>
    public int Active;

    /// <summary>First membership that only remembers its sequence; 0 for none.</summary>
    public int Idle;
}
