using System.Runtime.InteropServices;

namespace Civic.Ledger;

/// <summary>An account as the engine keeps it. Links are row numbers plus one; 0 is none.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct AccountRow
{
    public UInt128 Id;
    public UInt128 DebitsPending;
    public UInt128 DebitsPosted;
    public UInt128 CreditsPending;
    public UInt128 CreditsPosted;
    public UInt128 UserData128;
    public ulong UserData64;
    public ulong Timestamp;
    public uint UserData32;
    public uint Ledger;
    public uint Fund;
    public ushort Code;
    public AccountFlags Flags;
    public int LastTransfer;
    public int LastHistory;
    public int Transfers;

    public readonly Account ToAccount() => new()
    {
        Id = new(Id),
        DebitsPending = DebitsPending,
        DebitsPosted = DebitsPosted,
        CreditsPending = CreditsPending,
        CreditsPosted = CreditsPosted,
        UserData128 = UserData128,
        UserData64 = UserData64,
        Timestamp = Timestamp,
        UserData32 = UserData32,
        Ledger = Ledger,
        Fund = Fund,
        Code = Code,
        Flags = Flags,
    };

    public static AccountRow From(in Account account, ulong timestamp) => new()
    {
        Id = account.Id.Value,
        DebitsPending = account.DebitsPending,
        DebitsPosted = account.DebitsPosted,
        CreditsPending = account.CreditsPending,
        CreditsPosted = account.CreditsPosted,
        UserData128 = account.UserData128,
        UserData64 = account.UserData64,
        Timestamp = timestamp,
        UserData32 = account.UserData32,
        Ledger = account.Ledger,
        Fund = account.Fund,
        Code = account.Code,
        Flags = account.Flags,
    };
}
