namespace Civic.Geo;

/// <summary>Whom the question "who is in this fence?" means.</summary>
public enum FenceMembership
{
    /// <summary>Members: those that have entered and not left, lost ones included. Careful: a doubtful fix has not entered.</summary>
    Entered,

    /// <summary>
    /// Members and everyone else whose position is current and whose accuracy circle touches the area. For alerts, which
    /// should rather reach one too many.
    /// </summary>
    Possible,
}
