using System.Buffers.Binary;
using System.Numerics;

namespace Civic.Geo.Beacons;

/// <summary>The exclusive or of all bytes. Linear, a vector at a time; allocates nothing.</summary>
internal static class XorSum
{
    /// <summary>The exclusive or of <paramref name="bytes"/>; 0 for none.</summary>
    internal static byte Of(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        var rest = bytes;
        if (rest.Length >= Vector<byte>.Count)
        {
            var lanes = Vector<byte>.Zero;
            do
            {
                lanes ^= new Vector<byte>(rest);
                rest = rest[Vector<byte>.Count..];
            }
            while (rest.Length >= Vector<byte>.Count);
            var words = Vector.AsVectorUInt64(lanes);
            for (var i = 0; i < Vector<ulong>.Count; i++)
            {
                sum ^= words[i];
            }
        }

        while (rest.Length >= sizeof(ulong))
        {
            sum ^= BinaryPrimitives.ReadUInt64LittleEndian(rest);
            rest = rest[sizeof(ulong)..];
        }

        if (rest.Length > 0 && bytes.Length >= sizeof(ulong))
        {
            // The last eight bytes again, without those already counted.
            sum ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]) >> (8 * (sizeof(ulong) - rest.Length));
            rest = [];
        }

        foreach (var b in rest)
        {
            sum ^= b;
        }

        sum ^= sum >> 32;
        sum ^= sum >> 16;
        return (byte)(sum ^ (sum >> 8));
    }
}
