namespace Civic.Ledger;

/// <summary>A text is not what it should be, with the place; caught where reading began and told as an outcome.</summary>
internal sealed class SplitFormatException(string place, string problem) : Exception($"{place}: {problem}");
