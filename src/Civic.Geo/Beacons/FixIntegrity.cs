namespace Civic.Geo.Beacons;

/// <summary>Whether the bytes a fix came from were proved unbroken.</summary>
public enum FixIntegrity : byte
{
    /// <summary>The format, or this sender, gives no checksum; or the transport checks (TLS, HTTP).</summary>
    Unchecked,

    /// <summary>The checksum matched.</summary>
    Checked,

    /// <summary>The checksum did not match: delivered only in lenient mode.</summary>
    Bad,
}
