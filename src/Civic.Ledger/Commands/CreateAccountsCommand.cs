namespace Civic.Ledger;

/// <summary>A batch of accounts.</summary>
internal sealed class CreateAccountsCommand : BatchCommand<Account, CreateAccountResult>
{
    public const string Type = "accounts.created";

    public CreateAccountsCommand(ReadOnlySpan<Account> accounts)
        : base(accounts)
    {
    }

    public override string EntryType => Type;

    public static LedgerCommand Read(ReadOnlyMemory<byte> input) => new CreateAccountsCommand(AccountCodec.Decode(input.Span));

    public override void WriteInput(PayloadBuffer into) => AccountCodec.Encode(Events, into);

    protected override void Create(LedgerMachine machine, ulong timestamp, Span<CreateAccountResult> results) =>
        machine.Engine.CreateAccounts(timestamp, Events, results);
}
