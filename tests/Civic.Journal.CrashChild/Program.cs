using System.Globalization;
using System.Text;
using Civic.Journal;
using Civic.Journal.Sqlite;
using NodaTime;

// Appends to a SQLite journal from several tasks until it is killed, and tells each acknowledgement in a line: task, number, position. The line ends
// with a full stop, so that one cut short by the kill is not taken for an acknowledgement.
var (path, round) = (args[0], args[1]);
_ = typeof(SqliteJournal).TypeHandle;
await Console.Out.WriteLineAsync("ready");
_ = await Console.In.ReadLineAsync();
var journal = await SqliteJournal.OpenAsync(path);
var told = new Lock();
await Task.WhenAll(Enumerable.Range(0, 6).Select(task => Task.Run(async () =>
{
    var stream = new StreamId("crash", $"task-{task % 4}");
    for (var number = 0; ; number++)
    {
        var length = number % 7 == task ? 100_000 : 10;
        var text = string.Create(CultureInfo.InvariantCulture, $"{round} {task} {number} ");
        var payload = Encoding.UTF8.GetBytes(text.PadRight(length, 'x'));
        NewEntry[] entries = [new("test.first", Instant.FromUnixTimeTicks(number), payload), new("test.second", Instant.FromUnixTimeTicks(number), payload)];
        var outcome = await journal.AppendAsync(stream, ExpectedVersion.Any, entries);
        lock (told)
        {
            Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{task} {number} {outcome.Position}.\n"));
            Console.Out.Flush();
        }
    }
})));
