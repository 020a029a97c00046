using System.Numerics;

namespace Civic.Geo.Beacons;

/// <summary>The exclusive or of all bytes. Linear, a vector at a time; allocates nothing.</summary>
internal static class XorSum
{
    /// <summary>The exclusive or of <paramref name="bytes"/>; 0 for none.</summary>
    internal static byte Of(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        if (bytes.Length >= Vector<byte>.Count)
        {
            var lanes = Vector<byte>.Zero;
            do
            {
                lanes ^= new Vector<byte>(bytes);
                bytes = bytes[Vector<byte>.Count..];
            }
            while (bytes.Length >= Vector<byte>.Count);
            var words = Vector.AsVectorUInt64(lanes);
            for (var i = 0; i < Vector<ulong>.Count; i++)
            {
                sum ^= words[i];
            }
        }

        while (bytes.Length >= sizeof(ulong))
        {
            sum ^= BitConverter.ToUInt64(bytes);
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
        {
            sum ^= b;
        }

        sum ^= sum >> 32;
        sum ^= sum >> 16;
        return (byte)(sum ^ (sum >> 8));
    }
}
