namespace Actors.Storage.PostgreSql;

/// <summary>What to ask the server by, when the answer to a commit was lost.</summary>
/// <param name="Transaction">The transaction's number.</param>
/// <param name="Timeline">The timeline of the server's log: a standby that took over starts a new one, and may lack the transaction.</param>
/// <param name="Process">The server's process that ran it.</param>
internal sealed record CommitTicket(string Transaction, string Timeline, int Process);
