using System.Collections.Concurrent;
using Actors.Storage.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Actors.Storage.Sqlite;

/// <summary>The database file: one writer with group commit, some readers that never wait for it. Opened, and its schema applied, at first use.</summary>
internal sealed class SqliteDatabase : SqlDatabase, IDisposable
{
    private readonly SqliteStorageOptions _options;
    private readonly string _path;
    private readonly GroupCommit _writer;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _readers;
    private readonly Lock _opening = new();
    private volatile bool _ready;
    private volatile bool _disposed;

    public SqliteDatabase(IOptions<SqliteStorageOptions> options)
    {
        _options = options.Value;
        _path = _options.DatabasePath;
        _readers = new(_options.Readers);
        _writer = new(() => Open(readOnly: false), Translate, _options.QueueLength, _options.BatchSize);
    }

    public override Task<T> WriteAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _writer.WriteAsync(work, cancellationToken);
    }

    // Only one transaction writes to the file at a time, whatever its name.
    public override Task<T> WriteInTurnAsync<T>(string name, Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken) => WriteAsync(work, cancellationToken);

    public override async Task<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _readers.WaitAsync(cancellationToken);
        SqliteSession? session = null;
        try
        {
            session = _idle.TryTake(out var idle) ? idle : Open(readOnly: true);
            session.Run("BEGIN");
            var result = await work(session);
            session.Run("COMMIT");
            Return(session);
            return result;
        }
        catch (Exception error)
        {
            session?.Dispose();
            if (Translate(error) is var translated && ReferenceEquals(translated, error)) throw;
            throw translated;
        }
        finally
        {
            _readers.Release();
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _writer.Dispose();
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    private void Return(SqliteSession session)
    {
        _idle.Add(session);
        if (_disposed && _idle.TryTake(out var last)) last.Dispose();
    }

    private SqliteSession Open(bool readOnly)
    {
        Prepare();
        var session = Connect();
        if (readOnly) session.Run("PRAGMA query_only=ON");
        return session;
    }

    private void Prepare()
    {
        if (_ready) return;
        lock (_opening)
        {
            if (_ready) return;
            PrivateFiles.CreateFolder(Path.GetDirectoryName(_path)!);
            PrivateFiles.CreateFile(_path);
            using var session = Connect();
            SchemaMigrator.Apply(session, _path);
            _ready = true;
        }
    }

    private SqliteSession Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString())
        {
            DefaultTimeout = (int)Math.Ceiling(_options.BusyTimeout.TotalSeconds),
        };
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Run($"PRAGMA busy_timeout={(long)_options.BusyTimeout.TotalMilliseconds}");
            session.Run("PRAGMA synchronous=FULL");
            session.Run("PRAGMA foreign_keys=ON");
            session.Run("PRAGMA journal_size_limit=67108864");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private Exception Translate(Exception error) => SqliteErrors.Translate(error, _path, _options.BusyTimeout);
}
