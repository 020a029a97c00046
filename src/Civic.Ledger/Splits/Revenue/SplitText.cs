using System.Buffers;
using System.Text;

namespace Civic.Ledger;

/// <summary>Texts that go into records and hashes: short, printable, and the same after being written and read.</summary>
internal static class SplitText
{
    public const int LongestName = 100;
    public const int LongestShare = 40;
    public const int LongestBasis = 2000;

    public static string Name(string text, string parameter) => Problem(text, LongestName) is { } problem
        ? throw new ArgumentException(problem, parameter)
        : text;

    /// <summary>A share that a record can hold: its size bounds the work that a rule of unknown origin can cause.</summary>
    public static Share Part(Share share, string parameter) => share <= Share.Whole && share.ToString().Length <= LongestShare
        ? share
        : throw new ArgumentOutOfRangeException(parameter, $"A share in a rule is at most 1, and at most {LongestShare} characters as a fraction.");

    public static string? Problem(string? text, int longest)
    {
        if (string.IsNullOrEmpty(text) || text.Length > longest)
        {
            return $"The text must have 1 to {longest} characters.";
        }

        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done || Rune.IsControl(rune))
            {
                return "The text must be printable Unicode: no control characters, no half characters.";
            }

            rest = rest[length..];
        }

        return null;
    }
}
