namespace Civic.Geo;

/// <summary>When a device counts as inside an area, given that its true place is only known to lie in its accuracy circle.</summary>
public enum AreaMembership
{
    /// <summary>The reported point is inside or on the boundary; accuracy is ignored.</summary>
    Reported,

    /// <summary>The whole accuracy circle is inside: nobody who may be outside. For charges, fines and statistics.</summary>
    Certain,

    /// <summary>The accuracy circle touches the area: everybody who may be inside. For alerts.</summary>
    Possible,
}
