using NodaTime;

namespace Civic.Ledger;

/// <summary>
/// Makes a book the single writer of the journal's <c>ledger</c> streams for as long as it runs, so that a second host is refused when it opens and not
/// only when it writes. One lease covers all books of a journal: hosts that share the books of one journal use no lease and rely on versions.
/// </summary>
/// <param name="Holder">Names the host and process, not a person. Two processes must never use the same.</param>
/// <param name="Duration">How long the lease lasts when it is not renewed; the book renews it with its appends once half has passed. More than zero.</param>
public sealed record BookLease(string Holder, Duration Duration);
