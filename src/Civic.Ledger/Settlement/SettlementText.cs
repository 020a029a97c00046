using System.Buffers;

namespace Civic.Ledger;

/// <summary>What texts in settlement may hold, so that they need no escaping in any file and no spreadsheet takes them for a formula.</summary>
internal static class SettlementText
{
    public const int LongestToken = 64;
    public const int LongestBasis = 400;

    private static readonly SearchValues<char> TokenLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/-");

    public static bool IsToken(string? text) =>
        text is { Length: > 0 and <= LongestToken } && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(TokenLetters);

    public static string Token(string text, string parameter) => IsToken(text)
        ? text
        : throw new ArgumentException($"A token is 1 to {LongestToken} ASCII letters, digits and . _ : / - and begins with a letter or a digit.", parameter);

    /// <summary>A legal basis or a rule's name: any text without control characters.</summary>
    public static string Basis(string text, string parameter) => text is { Length: > 0 and <= LongestBasis } && !text.Any(char.IsControl)
        ? text
        : throw new ArgumentException($"A legal basis is 1 to {LongestBasis} characters without line breaks.", parameter);

    public static Guid Id(Guid id, string parameter) =>
        id != Guid.Empty ? id : throw new ArgumentException("An identifier is not empty: choose one before the first try.", parameter);
}
