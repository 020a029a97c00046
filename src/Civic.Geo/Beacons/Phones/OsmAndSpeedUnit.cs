namespace Civic.Geo.Beacons;

/// <summary>What the <c>speed</c> parameter of an OsmAnd request counts. The JSON of newer apps is always metres a second.</summary>
public enum OsmAndSpeedUnit
{
    /// <summary>Knots, as Traccar Client and most trackers that imitate it send. The default.</summary>
    Knots,

    /// <summary>Metres a second, as the OsmAnd app itself sends.</summary>
    MetresPerSecond,
}
