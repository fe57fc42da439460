using System.Globalization;
using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Actors.Storage.Tests.PostgreSql;

public sealed class CommitOutcomeTests : IAsyncLifetime
{
    private const string AskTicket = "SELECT pg_current_xact_id()::text || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8)";
    private PostgreSqlStore _store = null!;
    private CommitOutcome _outcome = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await PostgreSqlStore.CreateAsync();
        var connections = _store.Open().GetRequiredService<PostgreSqlConnections>();
        _outcome = new(connections, new Patience(connections.Name, NullLogger.Instance));
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("COMMIT", true)]
    [InlineData("ROLLBACK", false)]
    public async Task WasCommitted_TransactionIsOver_IsWhatTheServerSays(string end, bool committed)
    {
        await using var connection = await ConnectAsync();
        var ticket = await BeginAsync(connection);
        await RunAsync(connection, end);
        Assert.Equal(committed, await AskAsync(ticket));
    }

    [Fact]
    public async Task WasCommitted_StillGoingOn_IsEndedAndWasNot()
    {
        await using var connection = await ConnectAsync();
        var ticket = await BeginAsync(connection);
        Assert.False(await AskAsync(ticket));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(connection, "COMMIT"));
    }

    [Fact]
    public async Task WasCommitted_ProcessNumberIsAnothersNow_LeavesThatAlone()
    {
        await using var connection = await ConnectAsync();
        var ticket = await BeginAsync(connection);
        await using var other = await ConnectAsync();
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => _outcome.WasCommittedAsync(ticket with { Process = other.ProcessID }, Deadline.In(TimeSpan.FromMilliseconds(300))));
        Assert.Contains("still going on", error.Message, StringComparison.Ordinal);
        await RunAsync(other, "SELECT 1");
        await RunAsync(connection, "COMMIT");
    }

    [Fact]
    public async Task WasCommitted_AnotherServerTookOver_IsNotKnown()
    {
        await using var connection = await ConnectAsync();
        var ticket = await BeginAsync(connection);
        await RunAsync(connection, "COMMIT");
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(ticket with { Timeline = "000000FF" }));
        Assert.Contains("another server took over", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WasCommitted_ServerNeverHadIt_WasNot()
    {
        await using var connection = await ConnectAsync();
        var ticket = await BeginAsync(connection);
        await RunAsync(connection, "COMMIT");
        var future = long.Parse(ticket.Transaction, CultureInfo.InvariantCulture) + 1_000_000;
        Assert.False(await AskAsync(ticket with { Transaction = future.ToString(CultureInfo.InvariantCulture) }));
    }

    private Task<bool> AskAsync(CommitTicket ticket) => _outcome.WasCommittedAsync(ticket, Deadline.In(TimeSpan.FromSeconds(10)));

    // Of the role of the stores, whose own transactions it may end.
    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_store.Database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        return connection;
    }

    private static async Task<CommitTicket> BeginAsync(NpgsqlConnection connection)
    {
        await RunAsync(connection, "BEGIN");
        await using var command = new NpgsqlCommand(AskTicket, connection);
        var parts = ((string)(await command.ExecuteScalarAsync(Token))!).Split(' ');
        return new(parts[0], parts[1], connection.ProcessID);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
