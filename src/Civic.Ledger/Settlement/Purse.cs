namespace Civic.Ledger;

/// <summary>What an account that holds a party's money still has to give.</summary>
internal static class Purse
{
    /// <summary>Credits less debits less what is set aside, 0 or more; what passes 64 bits is cut.</summary>
    public static long Free(in Account account)
    {
        var taken = account.DebitsPosted + account.DebitsPending;
        var free = account.CreditsPosted > taken ? account.CreditsPosted - taken : 0;
        return free > long.MaxValue ? long.MaxValue : (long)free;
    }
}
