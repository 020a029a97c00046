namespace Civic.Journal.Sqlite;

/// <summary>Something in a journal's file that is not as it was written.</summary>
/// <param name="Position">The entry it concerns; 0 when it concerns none, or nobody can tell.</param>
/// <param name="Message">What is wrong, in plain words.</param>
public readonly record struct SqliteFinding(long Position, string Message);
