using System.Globalization;
using Civic.Journal.Sqlite;
using Civic.Ledger;

// Books batches on a SQLite journal, eight of them under way at a time, until it is killed, and tells each acknowledged one in a line. The line ends with
// a full stop, so that one cut short by the kill is not taken for an acknowledgement.
const int InBatch = 20;
var (path, first) = (args[0], long.Parse(args[1], CultureInfo.InvariantCulture));
var journal = await SqliteJournal.OpenAsync(path);
var book = await GeneralLedger.OpenAsync(journal, new() { SnapshotEvery = 37 });
await book.CreateAccountsAsync(Enumerable.Range(1, 9).Select(i => new Account { Id = (ulong)i, Ledger = 410, Code = 1 }).ToArray());
var waiting = new Queue<(long Batch, Task Answer)>();
for (var next = first; ; next++)
{
    waiting.Enqueue((next, book.CreateTransfersAsync(Enumerable.Range(0, InBatch).Select(i => Transfer(next, i)).ToArray())));
    if (waiting.Count == 8)
    {
        var (batch, answer) = waiting.Dequeue();
        await answer;
        Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{batch}.\n"));
        Console.Out.Flush();
    }
}

static Transfer Transfer(long batch, int i) => new()
{
    Id = (ulong)((batch * InBatch) + i + 1),
    DebitAccountId = (ulong)(1 + ((batch + i) % 9)),
    CreditAccountId = (ulong)(1 + ((batch + i + 1) % 9)),
    Amount = 1,
    Ledger = 410,
    Code = 1,
};
