using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Civic.City.Treasury;

/// <summary>Identifiers of what is done for one session: the same session asks for the same, so that nothing is booked twice.</summary>
/// <param name="Run">Which run of the evening.</param>
/// <param name="Session">The session's number within it.</param>
internal readonly record struct TillIds(ulong Run, long Session)
{
    /// <summary>The number on the receipt.</summary>
    public string Receipt => string.Create(CultureInfo.InvariantCulture, $"{Run >> 32:X8}-{Session}");

    /// <summary>The identifier of one thing done.</summary>
    public Guid this[string what] => new(Hash(what).AsSpan(0, 16), bigEndian: true);

    /// <summary>The same as a number.</summary>
    public UInt128 Number(string what) => BinaryPrimitives.ReadUInt128BigEndian(Hash(what));

    private byte[] Hash(string what) => SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"gaon {Run} {Session} {what}")));
}
