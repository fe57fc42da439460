using Actors.Contracts.Storage;
using Npgsql;

namespace Actors.Storage.PostgreSql;

/// <summary>Finds out whether a transaction was committed whose answer was lost on the way: the server remembers.</summary>
internal sealed class CommitOutcome(PostgreSqlConnections connections, Patience patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private const string Ask = "SELECT pg_xact_status($1::xid8), left(pg_walfile_name(pg_current_wal_lsn()), 8)";
    private const string AskWithoutTimeline = "SELECT pg_xact_status($1::xid8), ''";

    // Nobody waits for its answer any more. The condition on the transaction is for a process number that was given to another one since.
    private const string End = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_xid = $2::xid8::xid";

    /// <summary>Whether it was committed.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be known: the server stayed away, or another one that took over may never have had it.</exception>
    public async Task<bool> WasCommittedAsync(CommitTicket ticket, Deadline deadline)
    {
        try
        {
            while (true)
            {
                var (status, timeline) = await patience.TryAsync(() => AskAsync(ticket), deadline, CancellationToken.None);
                if (timeline != ticket.Timeline) throw Unknown("another server took over", null);
                if (status is "committed" or "aborted") return status == "committed";
                if (status is null || deadline.Left == TimeSpan.Zero) throw Unknown(status is null ? "the server does not remember" : "it is still going on", null);
                await Task.Delay(Pause);
            }
        }
        catch (IOException error) when (error.InnerException is not null)
        {
            throw Unknown("the server stayed away", error);
        }
    }

    private async Task<(string? Status, string Timeline)> AskAsync(CommitTicket ticket)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        var answer = await ReadAsync(connection, ticket);
        if (answer.Status != "in progress") return answer;
        await using var end = new NpgsqlCommand(End, connection) { Parameters = { new() { Value = ticket.Process }, new() { Value = ticket.Transaction } } };
        await end.ExecuteNonQueryAsync();
        return answer;
    }

    private static async Task<(string? Status, string Timeline)> ReadAsync(NpgsqlConnection connection, CommitTicket ticket)
    {
        await using var command = new NpgsqlCommand(ticket.Timeline.Length == 0 ? AskWithoutTimeline : Ask, connection) { Parameters = { new() { Value = ticket.Transaction } } };
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return (await reader.IsDBNullAsync(0) ? null : reader.GetString(0), reader.GetString(1));
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // The number lies in this server's future: it never had the transaction.
            return ("aborted", ticket.Timeline);
        }
    }

    private StoreUnavailableException Unknown(string reason, Exception? error) =>
        new($"The answer of the database {connections.Name} to a commit was lost, and {reason}: it is not known whether it was written. Read again before writing.", error);
}
