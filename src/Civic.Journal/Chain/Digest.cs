using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Civic.Journal;

/// <summary>A SHA-256 digest: 32 bytes, compared by value, written as 64 hexadecimal digits. The default value is all zeros.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Digest
{
    private readonly ulong _a, _b, _c, _d;

    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    /// <summary>Copies a digest.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A digest has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        this = Unsafe.ReadUnaligned<Digest>(ref MemoryMarshal.GetReference(bytes));
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <param name="hex">The digits, of either case.</param>
    /// <exception cref="FormatException">There are more or fewer, or other characters.</exception>
    public static Digest Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return hex.Length == 2 * Length ? new(Convert.FromHexString(hex)) : throw new FormatException($"A digest has {2 * Length} hexadecimal digits, not {hex.Length}.");
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="destination">At least 32 bytes.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException($"A digest needs {Length} bytes.", nameof(destination));
        }

        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(destination), this);
    }

    /// <summary>The 32 bytes as a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
