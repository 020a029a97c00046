using NodaTime;

namespace Civic.Ledger;

/// <summary>A bill was raised.</summary>
internal sealed record BillRaised(Guid Id, uint Ledger, AccountId Receivable, AccountId Revenue, long Amount, LocalDate Day, string Reference);

/// <summary>Money came in.</summary>
internal sealed record DepositTaken(Guid Id, Guid? Bill, uint Ledger, long Amount, LocalDate Day, string Reference, DepositAccounts Accounts);

/// <summary>Someone gave a part of a deposit back.</summary>
internal sealed record DepositReturned(
    Guid Id, Guid Deposit, DepositPart From, long Amount, LocalDate Day, AccountId To, ReturnInterest? Interest, ActorId Actor);

/// <summary>Someone moved a part of a deposit to another bill.</summary>
internal sealed record DepositReassigned(
    Guid Id, Guid Deposit, DepositPart From, Guid? FromBill, Guid ToBill, long Amount, LocalDate Day, ActorId Actor);
