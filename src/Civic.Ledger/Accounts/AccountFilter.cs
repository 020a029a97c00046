namespace Civic.Ledger;

/// <summary>
/// Which transfers of one account are asked for. Every condition must hold; 0 is no condition. Answers are ordered by timestamp.
/// </summary>
public readonly record struct AccountFilter
{
    /// <summary>All transfers of an account, oldest first.</summary>
    /// <param name="accountId">The account.</param>
    public AccountFilter(AccountId accountId) => AccountId = accountId;

    /// <summary>The account, which must exist.</summary>
    public AccountId AccountId { get; init; }

    /// <summary>Only transfers with this value.</summary>
    public UInt128 UserData128 { get; init; }

    /// <summary>Only transfers with this value.</summary>
    public ulong UserData64 { get; init; }

    /// <summary>Only transfers with this value.</summary>
    public uint UserData32 { get; init; }

    /// <summary>Only transfers with this code.</summary>
    public ushort Code { get; init; }

    /// <summary>Only transfers from this nanosecond since 1970 on; below 2^63.</summary>
    public ulong TimestampMin { get; init; }

    /// <summary>Only transfers up to and with this nanosecond since 1970; below 2^63.</summary>
    public ulong TimestampMax { get; init; }

    /// <summary>How many at most, 1 or more.</summary>
    /// <value>Default 8,190.</value>
    public int Limit { get; init; } = 8_190;

    /// <summary>Whether transfers that debit the account are wanted.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool Debits { get; init; } = true;

    /// <summary>Whether transfers that credit the account are wanted.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool Credits { get; init; } = true;

    /// <summary>Whether the newest comes first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Throws when no answer to this question would mean anything.</summary>
    internal void Validate()
    {
        if (AccountId.Value == 0 || AccountId.Value == UInt128.MaxValue)
        {
            throw new ArgumentException("A filter names an account, from 1 to 2^128 - 2.", "filter");
        }

        if (!Debits && !Credits)
        {
            throw new ArgumentException("A filter that wants neither debits nor credits can find nothing.", "filter");
        }

        QueryFilter.Validate(TimestampMin, TimestampMax, Limit);
    }

    internal bool Matches(in TransferRow row) =>
        (UserData128 == 0 || UserData128 == row.UserData128)
        && (UserData64 == 0 || UserData64 == row.UserData64)
        && (UserData32 == 0 || UserData32 == row.UserData32)
        && (Code == 0 || Code == row.Code);
}
