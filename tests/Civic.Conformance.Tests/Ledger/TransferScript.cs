using System.Text.Json;
using Civic.Ledger;

namespace Civic.Conformance.Ledger;

/// <summary>Runs the steps of one case on an engine of its own, by the clock that the cases prescribe.</summary>
internal sealed class TransferScript
{
    private const ulong SweepTakes = 8_190;
    private readonly LedgerEngine _engine = new();
    private ulong _clock;

    public void Run(JsonElement step)
    {
        switch (TransferJson.Text(step, "op"))
        {
            case "create_accounts":
                CreateAccounts(step);
                break;
            case "create_transfers":
                CreateTransfers(step);
                break;
            case "advance_clock":
                _clock += (ulong)TransferJson.Number(step, "ns");
                Expire();
                break;
            case "set_balances":
                _engine.SetBalances(
                    new(TransferJson.Number(step, "account")),
                    TransferJson.Number(step, "debits_pending"),
                    TransferJson.Number(step, "debits_posted"),
                    TransferJson.Number(step, "credits_pending"),
                    TransferJson.Number(step, "credits_posted"));
                break;
            case { } read:
                _clock++;
                Read(read, step);
                break;
            default:
                Assert.Fail($"A step without an operation: {step.GetRawText()}");
                break;
        }
    }

    public void CheckAccount(UInt128 id, JsonElement expected, string what)
    {
        Assert.True(_engine.TryGetAccount(new(id), out var account), $"{what}: there is no such account");
        CheckBalances(expected, (account.DebitsPending, account.DebitsPosted, account.CreditsPending, account.CreditsPosted), what);
        if (expected.TryGetProperty("closed", out var closed))
        {
            Assert.True(closed.GetBoolean() == account.Flags.HasFlag(AccountFlags.Closed), $"{what}: closed");
        }
    }

    private static void CheckBalances(JsonElement expected, (UInt128 Dp, UInt128 Dc, UInt128 Cp, UInt128 Cc) actual, string what)
    {
        Check("debits_pending", actual.Dp);
        Check("debits_posted", actual.Dc);
        Check("credits_pending", actual.Cp);
        Check("credits_posted", actual.Cc);

        void Check(string name, UInt128 value)
        {
            if (expected.TryGetProperty(name, out var wanted))
            {
                Assert.True(TransferJson.Number(wanted) == value, $"{what}: {name} is {value}, not {wanted}");
            }
        }
    }

    private void CreateAccounts(JsonElement step)
    {
        Account[] events = [.. step.GetProperty("events").EnumerateArray().Select(TransferJson.Account)];
        var results = new CreateAccountResult[events.Length];
        _clock += 1 + (ulong)events.Length;
        _engine.CreateAccounts(_clock, events, results);
        Assert.Equal(step.GetProperty("expect").EnumerateArray().Select(static e => e.GetString()), results.Select(TransferJson.Code));
        Expire();
    }

    private void CreateTransfers(JsonElement step)
    {
        Transfer[] events = [.. step.GetProperty("events").EnumerateArray().Select(TransferJson.Transfer)];
        var results = new CreateTransferResult[events.Length];
        _clock += 1 + (ulong)events.Length;
        _engine.CreateTransfers(_clock, events, results);
        Assert.Equal(step.GetProperty("expect").EnumerateArray().Select(static e => e.GetString()), results.Select(TransferJson.Code));
        Expire();
    }

    private void Expire()
    {
        while (_engine.NextExpiry <= _clock)
        {
            _clock += SweepTakes;
            _engine.ExpirePending(_clock);
        }
    }

    private void Read(string read, JsonElement step)
    {
        var expected = step.GetProperty("expect").EnumerateArray().ToArray();
        switch (read)
        {
            case "lookup_accounts":
                LookUpAccounts(step, expected);
                break;
            case "lookup_transfers":
                LookUpTransfers(step, expected);
                break;
            case "get_account_transfers":
                Check(Answer<Transfer>(step, into => _engine.GetAccountTransfers(TransferJson.AccountFilter(Filter(step), TimeOf), into)));
                break;
            case "get_account_balances":
                CheckHistory(Answer<AccountBalance>(step, into => _engine.GetAccountBalances(TransferJson.AccountFilter(Filter(step), TimeOf), into)), expected);
                break;
            case "query_transfers":
                Check(Answer<Transfer>(step, into => _engine.QueryTransfers(TransferJson.QueryFilter(Filter(step), TimeOf), into)));
                break;
            case "query_accounts":
                Assert.Equal(
                    expected.Select(Id), Answer<Account>(step, into => _engine.QueryAccounts(TransferJson.QueryFilter(Filter(step), TimeOf), into)).Select(a => a.Id.Value));
                break;
            default:
                Assert.Fail($"This runner does not know the operation '{read}'.");
                break;
        }

        void Check(Transfer[] found) => Assert.Equal(expected.Select(Id), found.Select(t => t.Id.Value));
    }

    private void LookUpAccounts(JsonElement step, JsonElement[] expected)
    {
        var found = step.GetProperty("ids").EnumerateArray().Select(TransferJson.Number).Where(id => _engine.TryGetAccount(new(id), out _)).ToArray();
        Assert.Equal(expected.Select(Id), found);
        foreach (var account in expected)
        {
            CheckAccount(Id(account), account, $"account {Id(account)}");
        }
    }

    private void LookUpTransfers(JsonElement step, JsonElement[] expected)
    {
        var unlisted = step.GetProperty("ids").EnumerateArray().Select(TransferJson.Number).Except(expected.Select(Id));
        Assert.DoesNotContain(unlisted, id => _engine.TryGetTransfer(new(id), out _));
        foreach (var wanted in expected)
        {
            var exists = _engine.TryGetTransfer(new(Id(wanted)), out var transfer);
            Assert.True((!wanted.TryGetProperty("exists", out var should) || should.GetBoolean()) == exists, $"transfer {Id(wanted)} exists: {exists}");
            foreach (var (name, value) in Fields(transfer))
            {
                if (wanted.TryGetProperty(name, out var field))
                {
                    Assert.True(TransferJson.Number(field) == value, $"transfer {Id(wanted)}: {name} is {value}, not {field}");
                }
            }
        }
    }

    private static (string Name, UInt128 Value)[] Fields(Transfer transfer) =>
    [
        ("amount", transfer.Amount), ("timestamp", transfer.Timestamp), ("debit_account_id", transfer.DebitAccountId.Value),
        ("credit_account_id", transfer.CreditAccountId.Value), ("pending_id", transfer.PendingId.Value), ("user_data_128", transfer.UserData128),
        ("user_data_64", transfer.UserData64), ("user_data_32", transfer.UserData32), ("timeout", transfer.Timeout), ("ledger", transfer.Ledger),
        ("code", transfer.Code),
    ];

    private void CheckHistory(AccountBalance[] found, JsonElement[] expected)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            var what = $"balance {i}";
            if (TransferJson.Text(expected[i], "at_transfer") is { } transfer)
            {
                Assert.Equal(transfer, found[i].TransferId.ToString());
            }

            if (expected[i].TryGetProperty("timestamp", out var timestamp))
            {
                Assert.Equal(TransferJson.Number(timestamp), found[i].Timestamp);
            }

            CheckBalances(expected[i], (found[i].DebitsPending, found[i].DebitsPosted, found[i].CreditsPending, found[i].CreditsPosted), what);
        }
    }

    private static UInt128 Id(JsonElement json) => json.ValueKind == JsonValueKind.Object ? TransferJson.Number(json, "id") : TransferJson.Number(json);

    private static JsonElement Filter(JsonElement step) => step.TryGetProperty("filter", out var filter) ? filter : step;

    private ulong TimeOf(string transfer)
    {
        Assert.True(_engine.TryGetTransfer(new(UInt128.Parse(transfer, null)), out var found), $"the filter names transfer {transfer}, which does not exist");
        return found.Timestamp;
    }

    /// <summary>
    /// The cases answer an impossible question (an unknown account, a limit of 0, an account without history) with nothing. Ours is refused, so
    /// that no answer looks like zero: a refusal agrees with an expected nothing, and with nothing else.
    /// </summary>
    private T[] Answer<T>(JsonElement step, Func<T[], int> ask)
    {
        var into = new T[Math.Max(_engine.TransferCount, _engine.AccountCount) + 1];
        try
        {
            return into[..ask(into)];
        }
        catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
        {
            Assert.True(step.GetProperty("expect").GetArrayLength() == 0, $"refused: {refusal.Message}");
            return [];
        }
    }
}
