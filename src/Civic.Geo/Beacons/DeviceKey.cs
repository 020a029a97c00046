using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Civic.Geo.Beacons;

/// <summary>
/// The name under which a device reports itself: an IMEI, a terminal number, or an app's id. Up to
/// <see cref="MaxLength"/> bytes of UTF-8 held inside the value, so that reading one allocates nothing.
/// </summary>
/// <remarks>
/// Personal data: an IMEI leads to its owner. <see cref="ToString"/> therefore shows only a short fingerprint;
/// the text itself is had by <see cref="Reveal"/>, on purpose. The default value is <see cref="IsNone"/>.
/// </remarks>
public readonly struct DeviceKey : IEquatable<DeviceKey>
{
    /// <summary>The longest key in bytes of UTF-8; longer ones are refused, never cut.</summary>
    public const int MaxLength = 39;

    private readonly Words _words;

    private DeviceKey(ReadOnlySpan<byte> utf8)
    {
        var bytes = MemoryMarshal.AsBytes((Span<ulong>)_words);
        utf8.CopyTo(bytes);
        bytes[MaxLength] = (byte)utf8.Length;
    }

    /// <summary>The absent key: the device has not said who it is.</summary>
    public static DeviceKey None => default;

    /// <summary>Whether this is the absent key.</summary>
    public bool IsNone => Length == 0;

    /// <summary>Bytes of UTF-8, 0 to <see cref="MaxLength"/>.</summary>
    public int Length => (int)(_words[4] >> 56);

    /// <summary>Makes a key of UTF-8 bytes. Constant time, no allocation.</summary>
    /// <param name="utf8">1 to <see cref="MaxLength"/> bytes of valid UTF-8 without control characters.</param>
    /// <param name="key">The key, or <see cref="None"/>.</param>
    /// <returns>Whether the bytes make a key.</returns>
    public static bool TryCreate(ReadOnlySpan<byte> utf8, out DeviceKey key)
    {
        key = default;
        if (utf8.IsEmpty || utf8.Length > MaxLength || !Utf8.IsValid(utf8))
        {
            return false;
        }

        foreach (var b in utf8)
        {
            if (b is < 0x20 or 0x7f)
            {
                return false;
            }
        }

        key = new DeviceKey(utf8);
        return true;
    }

    /// <summary>Makes a key of text.</summary>
    /// <param name="text">1 to <see cref="MaxLength"/> bytes once in UTF-8, without control characters.</param>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds control characters.</exception>
    public static DeviceKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryCreate(Encoding.UTF8.GetBytes(text), out var key)
            ? key
            : throw new ArgumentException($"A device key has 1 to {MaxLength} bytes of UTF-8 and no control characters.", nameof(text));
    }

    /// <summary>Copies the key's UTF-8 bytes.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The destination is shorter than the key.</exception>
    public int CopyTo(Span<byte> destination)
    {
        MemoryMarshal.AsBytes((ReadOnlySpan<ulong>)_words)[..Length].CopyTo(destination);
        return Length;
    }

    /// <summary>The key as text: personal data, for whoever has a reason to see it. Allocates.</summary>
    public string Reveal() => Encoding.UTF8.GetString(MemoryMarshal.AsBytes((ReadOnlySpan<ulong>)_words)[..Length]);

    /// <inheritdoc/>
    public bool Equals(DeviceKey other) =>
        _words[0] == other._words[0] && _words[1] == other._words[1] && _words[2] == other._words[2] && _words[3] == other._words[3] && _words[4] == other._words[4];

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DeviceKey other && Equals(other);

    /// <summary>A hash that differs from run to run, so that nobody outside can choose keys that collide.</summary>
    public override int GetHashCode() => HashCode.Combine(_words[0], _words[1], _words[2], _words[3], _words[4]);

    /// <summary>Whether two keys hold the same bytes.</summary>
    public static bool operator ==(DeviceKey left, DeviceKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(DeviceKey left, DeviceKey right) => !left.Equals(right);

    /// <summary>A fingerprint for people reading logs of one run, never the key itself.</summary>
    public override string ToString() => IsNone ? "no device" : $"device #{GetHashCode():x8}";

    [InlineArray(5)]
    private struct Words
    {
        private ulong _first;
    }
}
