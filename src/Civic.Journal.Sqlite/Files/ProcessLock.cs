namespace Civic.Journal.Sqlite;

/// <summary>
/// Makes one process, and one object in it, the only writer of a file: an exclusive lock on the file beside it, which the operating system
/// takes back when the process ends, however it ends. The lock's file stays: removing it would let two processes lock two files of one name.
/// </summary>
internal static class ProcessLock
{
    private const int UnixWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    public static FileStream Take(string path)
    {
        var beside = path + "-lock";
        try
        {
            return new(beside, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
        }
        catch (IOException held) when (held.HResult is UnixWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new JournalException(
                JournalFailure.InUse,
                $"'{path}' is open for writing already, here or in another process: close that one first, or read a backup of the file.",
                held);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                JournalFailure.StorageFailed, $"'{beside}' cannot be made: see that the folder exists, is writable and has space.", refused);
        }
    }
}
