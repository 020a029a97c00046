using System.Globalization;

namespace Civic.Samples.JournalVerifier;

/// <summary>A transfer as a batch asks for it: docs/ledger.md, "The bytes of a batch". The names are those of the fields there.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Debit">The account that gives.</param>
/// <param name="Credit">The account that receives.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Pending">The pending transfer that it ends, or 0.</param>
/// <param name="Timestamp">Nanoseconds since 1970; 0 unless imported.</param>
/// <param name="Ledger">The ledger: for money the number of its currency.</param>
/// <param name="Day">The accounting day, in days since 1970-01-01, or 0.</param>
/// <param name="Code">Why the money moves.</param>
/// <param name="Flags">How it moves.</param>
public sealed record BatchTransfer(
    UInt128 Id, UInt128 Debit, UInt128 Credit, UInt128 Amount, UInt128 Pending, ulong Timestamp, uint Ledger, int Day, ushort Code, ushort Flags)
{
    private static readonly string[] FlagNames =
        ["linked", "pending", "post-pending", "void-pending", "balancing-debit", "balancing-credit", "closing-debit", "closing-credit", "imported"];

    /// <summary>What was asked for, and what an entry leaves open because the book fills it in.</summary>
    public string Told()
    {
        var (isPost, isVoid) = ((Flags & 0b100) != 0, (Flags & 0b1000) != 0);
        var isEnd = isPost || isVoid;
        var amount = (Flags & 0b11_0000) != 0 ? $"at most {Amount}"
            : (isPost && Amount == UInt128.MaxValue) || (isVoid && Amount == 0) ? "all that is pending"
            : $"{Amount}";
        var day = Day == 0 ? "that of the record, in the book's time zone" : Date(Day);
        var flags = string.Join(", ", FlagNames.Where((_, bit) => (Flags >> bit & 1) != 0));
        return FormattableString.Invariant($"""
              debit account    {Account(Debit)}
              credit account   {Account(Credit)}
              amount           {amount}
              ledger           {(isEnd && Ledger == 0 ? "that of the pending transfer" : $"{Ledger}")}
              code             {(isEnd && Code == 0 ? "that of the pending transfer" : $"{Code}")}
              accounting day   {day}
              flags            {(flags.Length == 0 ? "none" : flags)}{(Pending == 0 ? "" : $"\n  pending transfer {Pending}")}
            """);

        string Account(UInt128 id) => isEnd && id == 0 ? "that of the pending transfer" : $"{id}";
    }

    private static string Date(int day) => day is >= -719_162 and <= 2_932_896
        ? DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{day} days from 1970-01-01");
}
