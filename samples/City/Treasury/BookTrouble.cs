using Civic.Journal;
using Civic.Ledger;

namespace Civic.City.Treasury;

/// <summary>Why there is no ledger, in one line that says what to do.</summary>
/// <param name="Text">The line.</param>
/// <param name="MayPass">Whether trying again later may help without anybody doing anything to this city.</param>
internal sealed record BookTrouble(string Text, bool MayPass)
{
    private const string TriesAgain = "It is tried again every 5 seconds.";

    /// <summary>What an exception of journal or ledger means for the operator.</summary>
    public static BookTrouble Of(Exception e, JournalPlace place) => e switch
    {
        JournalException journal => Of(journal, place),
        LedgerException { InnerException: JournalException journal } => Of(journal, place),
        LedgerException ledger => Of(ledger, place),
        _ => new($"{place.Shown} failed ({e.GetType().Name}). What was acknowledged is safe. Start the city again, and report it when it comes back.", false),
    };

    private static BookTrouble Of(JournalException e, JournalPlace place) => e.Failure switch
    {
        JournalFailure.InUse => new(
            $"{place.Shown} is open in another city or program. Stop that one, or give this city a folder of its own with --data FOLDER. {TriesAgain}", true),
        JournalFailure.ConnectionLost or JournalFailure.TimedOut when place.IsShared => new(
            $"{place.Shown} is not reached. Start PostgreSQL there, or correct --journal. {TriesAgain} ({FirstLine(e)})", true),
        JournalFailure.DiskFull => new($"no space is left for {place.Shown}. Free some. {TriesAgain}", true),
        JournalFailure.Corrupt => new(
            $"{place.Shown} is damaged. Keep a copy of it as it is, restore a backup, and start the city again. ({FirstLine(e)})", false),
        JournalFailure.WrongSchema => new(
            $"{place.Shown} is not a journal that this city can use. Choose another with --journal or --data. ({FirstLine(e)})", false),
        _ => new($"{place.Shown} cannot be read or written. See to disk and rights, then start the city again. ({FirstLine(e)})", false),
    };

    private static BookTrouble Of(LedgerException e, JournalPlace place) => e.Failure switch
    {
        LedgerFailure.Fenced or LedgerFailure.Overtaken => new(
            $"another city writes to {place.Shown}. Stop it, or choose another journal with --journal. {TriesAgain}", true),
        LedgerFailure.Corrupt or LedgerFailure.Diverged => new(
            $"{place.Shown} is damaged. Keep a copy of it as it is, restore a backup, and start the city again. ({FirstLine(e)})", false),
        LedgerFailure.ForeignJournal => new(
            $"{place.Shown} holds no book that this city can use. Choose another with --journal or --data. ({FirstLine(e)})", false),
        _ => new($"{place.Shown} stopped. What was acknowledged is safe. {TriesAgain} ({FirstLine(e)})", true),
    };

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].TrimEnd();
}
