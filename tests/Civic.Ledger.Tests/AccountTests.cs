using System.Runtime.CompilerServices;

namespace Civic.Ledger.Tests;

public class AccountTests
{
    [Fact]
    public void An_account_and_a_transfer_take_144_bytes_each() =>
        Assert.Equal((144, 144), (Unsafe.SizeOf<Account>(), Unsafe.SizeOf<Transfer>()));
}
