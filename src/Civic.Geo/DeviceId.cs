namespace Civic.Geo;

/// <summary>
/// What the host calls a device, person or vehicle inside: a number without meaning outside. Positions and fences are
/// kept under it, so that they hold no name, phone number or IMEI.
/// </summary>
/// <param name="Value">Any number; 0 is a value like the others.</param>
public readonly record struct DeviceId(ulong Value);
