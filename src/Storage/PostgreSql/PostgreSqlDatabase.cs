using System.Data;
using System.Runtime.ExceptionServices;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Actors.Storage.PostgreSql;

/// <summary>
/// The database of a cluster. A transaction that did not come to its commit is run again; one whose commit's answer was lost is asked for, so that
/// nothing is done twice or told wrongly. The schema is applied at first use.
/// </summary>
internal sealed partial class PostgreSqlDatabase : SqlDatabase, IDisposable
{
    private readonly PostgreSqlConnections _connections;
    private readonly PostgreSqlStorageOptions _options;
    private readonly ILogger _logger;
    private readonly Patience _patience;
    private readonly CommitOutcome _outcome;
    private readonly SemaphoreSlim _readers;
    private readonly SemaphoreSlim _writers;
    private readonly SemaphoreSlim _preparing = new(1);
    private volatile string? _askTicket;
    private volatile bool _closed;

    public PostgreSqlDatabase(PostgreSqlConnections connections, IOptions<PostgreSqlStorageOptions> options, ILogger<PostgreSqlDatabase> logger)
    {
        (_connections, _options, _logger) = (connections, options.Value, logger);
        _patience = new(connections.Name, logger);
        _outcome = new(connections, _patience);
        (_readers, _writers) = (new(_options.Readers), new(_options.Writers));
    }

    /// <summary>Waits for the server and applies the schema: what a silo does first.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) =>
        _patience.TryAsync(() => AskTicketAsync(cancellationToken), Deadline.In(_options.StartPatience), cancellationToken);

    public override Task<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        InPlaceAsync(_readers, deadline => _patience.TryAsync(() => ReadOnceAsync(work, cancellationToken), deadline, cancellationToken), cancellationToken);

    public override Task<T> WriteAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        InPlaceAsync(_writers, deadline => WriteUntilAsync(work, null, deadline, cancellationToken), cancellationToken);

    public override Task<T> WriteInTurnAsync<T>(string name, Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        InPlaceAsync(_writers, deadline => WriteUntilAsync(work, Turn.Number(_connections.Schema, name), deadline, cancellationToken), cancellationToken);

    /// <summary>Writes on a connection beyond those that are shared: for the one writer of grain states.</summary>
    public Task<T> WriteBesideAsync<T>(Func<SqlSession, ValueTask<T>> work, Deadline deadline) => WriteUntilAsync(work, null, deadline, CancellationToken.None);

    public void Dispose() => _closed = true;

    // Away from the caller's scheduler: a transaction must not wait for a grain's other turns. A place is waited for as long as an answer would be.
    private Task<T> InPlaceAsync<T>(SemaphoreSlim places, Func<Deadline, Task<T>> work, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var deadline = Deadline.In(_options.Patience);
        if (!await places.WaitAsync(_options.Patience + _options.CommandTimeout, cancellationToken))
            throw new StoreUnavailableException($"The database {_connections.Name} is too slow for what is asked of it; nothing was written.");
        try
        {
            return await work(deadline);
        }
        finally
        {
            places.Release();
        }
    }, cancellationToken);

    private async Task<T> ReadOnceAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await AskTicketAsync(cancellationToken);
        await using var connection = await _connections.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var result = await work(new PostgreSqlSession(connection, null, null, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private Task<T> WriteUntilAsync<T>(Func<SqlSession, ValueTask<T>> work, long? turn, Deadline deadline, CancellationToken cancellationToken) =>
        _patience.TryAsync(async () =>
        {
            var (result, lost, ticket) = await WriteOnceAsync(work, turn, cancellationToken);
            if (lost is null) return result;
            var committed = ticket is not null && await _outcome.WasCommittedAsync(ticket, Deadline.In(_options.Patience));
            LogAnswerLost(_connections.Name, committed ? "committed" : "not committed", lost.Message);
            if (!committed) ExceptionDispatchInfo.Throw(lost);
            return result;
        }, deadline, cancellationToken);

    // With what was lost, when no answer to the commit came.
    private async Task<(T Result, Exception? Lost, CommitTicket? Ticket)> WriteOnceAsync<T>(Func<SqlSession, ValueTask<T>> work, long? turn, CancellationToken cancellationToken)
    {
        var askTicket = await AskTicketAsync(cancellationToken);
        await using var connection = await _connections.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var session = new PostgreSqlSession(connection, askTicket, turn, cancellationToken);
        var result = await work(session);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            return (result, null, null);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            return (result, error, session.Ticket);
        }
    }

    private async Task<string> AskTicketAsync(CancellationToken cancellationToken)
    {
        if (_askTicket is { } known) return known;
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            return _askTicket ??= await new PostgreSqlSchema(_connections).ApplyAsync(cancellationToken);
        }
        finally
        {
            _preparing.Release();
        }
    }
}
