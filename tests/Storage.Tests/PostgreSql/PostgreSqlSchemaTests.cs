using Actors.Conformance.Storage.PostgreSql;
using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Actors.Storage.Tests.PostgreSql;

public sealed class PostgreSqlSchemaTests : IAsyncLifetime
{
    private PostgreSqlStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await PostgreSqlStore.CreateAsync();

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Apply_ManySilosAtOnce_AllCanWork()
    {
        var opened = Enumerable.Range(0, 10).Select(_ => _store.Open()).ToArray();
        var ids = await Task.WhenAll(opened.Select(x => Task.Run(() => x.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token), Token)));
        Assert.Single(ids.Select(x => x.Id).Distinct());
        Assert.Equal((long)PostgreSqlSchema.Current, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.schema_version"));
    }

    [Fact]
    public async Task Apply_WrittenByANewerBuild_IsRefusedAndLeftAlone()
    {
        await InitializeAsync(_store.Open());
        await _store.Database.ExecuteAsync($"INSERT INTO actors.schema_version VALUES({PostgreSqlSchema.Current + 1}, now())");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => InitializeAsync(_store.Open()));
        Assert.Contains("newer build", error.Message, StringComparison.Ordinal);
        Assert.Equal(PostgreSqlSchema.Current + 1, await _store.Database.ExecuteAsync("SELECT max(version) FROM actors.schema_version"));
    }

    [Fact]
    public async Task Apply_WrittenByAnOlderBuild_GetsWhatIsNewAndKeepsWhatIsThere()
    {
        await _store.Database.ExecuteAsync($"""
            CREATE SCHEMA actors; GRANT ALL ON SCHEMA actors TO actors; SET ROLE actors;
            CREATE TABLE schema_version(version INTEGER PRIMARY KEY, applied TIMESTAMPTZ NOT NULL); INSERT INTO schema_version VALUES(1, now()), (2, now());
            {OlderBuild.Schema("PostgreSql")}
            {OlderBuild.Rows(digits => $"'\\x{digits}'")}
            INSERT INTO artifact_content(touched) VALUES(1);
            INSERT INTO artifact_chunk(content, start, bytes) VALUES(1, 0, '\x{OlderBuild.Hex}');
            INSERT INTO artifact(activity, name, attempt, content, bytes) VALUES('{OlderBuild.Activity}', 'work', 1, 1, {OlderBuild.Json.Length});
            """);
        await OlderRows.AllReadAsTheyWereAsync(_store.Open());
        await OlderRows.WriteAllAgainAsync(_store.Open());
        await OlderRows.AllReadAsTheyWereAsync(_store.Open());
        Assert.Equal(0L, await _store.Database.ExecuteAsync($"""
            SELECT (SELECT count(*) FROM document WHERE json = '\x{OlderBuild.Hex}') + (SELECT count(*) FROM grain_state WHERE payload = '\x{OlderBuild.Hex}')
                + (SELECT count(*) FROM run_archive WHERE json = '\x{OlderBuild.Hex}') + (SELECT count(*) FROM function_state WHERE value = '\x{OlderBuild.Hex}')
                + (SELECT count(*) FROM artifact WHERE key IS NULL) + (SELECT count(*) FROM installation WHERE length(key) = 32)
            """));
        Assert.Equal(PostgreSqlSchema.Current, await _store.Database.ExecuteAsync("SELECT max(version) FROM actors.schema_version"));
    }

    [Fact]
    public async Task Apply_HashesInClear_AreGoneAndStillKnown()
    {
        await _store.Database.ExecuteAsync($"""
            CREATE SCHEMA actors; GRANT ALL ON SCHEMA actors TO actors; SET ROLE actors;
            CREATE TABLE schema_version(version INTEGER PRIMARY KEY, applied TIMESTAMPTZ NOT NULL); INSERT INTO schema_version VALUES(4, now());
            {OlderBuild.Schema("PostgreSql", 4)}
            {OlderBuild.Version(digits => $"'\\x{digits}'")}
            """);
        await OlderRows.VersionIsKnownAsync(_store.Open());
        Assert.Equal("", await _store.Database.ExecuteAsync("SELECT mac FROM actors.tofu_version"));
    }

    [Fact]
    public async Task Apply_OtherSilosAreAtWork_IsRefusedUntilTheyAreGone()
    {
        await _store.Database.ExecuteAsync($"""
            CREATE SCHEMA actors; GRANT ALL ON SCHEMA actors TO actors; SET ROLE actors;
            CREATE TABLE schema_version(version INTEGER PRIMARY KEY, applied TIMESTAMPTZ NOT NULL); INSERT INTO schema_version VALUES(1, now()), (2, now());
            {OlderBuild.Schema("PostgreSql")}
            INSERT INTO membership_version VALUES('c', 1);
            INSERT INTO membership(cluster, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime) VALUES
                ('c', 'a', 1, 1, 'working', 'h', 3, 0, now(), now()), ('c', 'a', 1, 2, 'killed', 'h', 3, 0, now(), now() - interval '1 minute'), ('c', 'a', 1, 3, 'stopped', 'h', 6, 0, now(), now());
            """);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => InitializeAsync(_store.Open()));
        Assert.Contains("(working): stop all silos", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, await _store.Database.ExecuteAsync("SELECT max(version) FROM actors.schema_version"));
        await _store.Database.ExecuteAsync("UPDATE actors.membership SET iamalivetime = now() - interval '1 minute'");
        await InitializeAsync(_store.Open());
        Assert.Equal(PostgreSqlSchema.Current, await _store.Database.ExecuteAsync("SELECT max(version) FROM actors.schema_version"));
    }

    [Fact]
    public async Task Apply_SchemaOfSomethingElse_IsRefusedAndLeftAlone()
    {
        await _store.Database.ExecuteAsync("CREATE SCHEMA actors AUTHORIZATION actors; CREATE TABLE actors.theirs(x INTEGER)");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => InitializeAsync(_store.Open()));
        Assert.Contains("something else", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await _store.Database.ExecuteAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'actors'"));
    }

    [Fact]
    public async Task Apply_NoRightToMakeTheSchema_SaysWhatTheOwnerHasToDo()
    {
        await _store.Database.ExecuteAsync("ALTER DATABASE " + Settings().Database + " OWNER TO postgres");
        var error = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => InitializeAsync(_store.Open()));
        Assert.Contains("CREATE SCHEMA actors AUTHORIZATION", error.Message, StringComparison.Ordinal);
        await _store.Database.ExecuteAsync("CREATE SCHEMA actors AUTHORIZATION actors");
        await InitializeAsync(_store.Open());
    }

    [Fact]
    public async Task Apply_NoRightToMakeTables_SaysSo()
    {
        await _store.Database.ExecuteAsync("CREATE SCHEMA actors");
        var error = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => InitializeAsync(_store.Open()));
        Assert.Contains("permission denied for schema actors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AnotherSchema_IsApart()
    {
        await InitializeAsync(_store.Open());
        await PostgreSqlStore.WriteAsync(_store.Open(), "org/p/grain");
        await PostgreSqlStore.WriteAsync(_store.Open(options => options.ConnectionString += ";Search Path=other"), "org/p/grain");
        Assert.Equal(1L, await _store.Database.ExecuteAsync("SELECT version FROM other.grain_state"));
        Assert.Equal(1L, await _store.Database.ExecuteAsync("SELECT version FROM actors.grain_state"));
    }

    [Fact]
    public async Task Apply_NoDatabase_SaysSo()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => InitializeAsync(_store.Open(options => options.ConnectionString = Settings("nowhere").ConnectionString)));
        Assert.Contains("'nowhere'", error.Message, StringComparison.Ordinal);
        Assert.Contains("CREATE DATABASE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_OtherEncoding_IsRefused()
    {
        await _store.Server.ExecuteAsync("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0 OWNER actors");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => InitializeAsync(_store.Open(options => options.ConnectionString = Settings("latin").ConnectionString)));
        Assert.Contains("UTF8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ServerReadsOnly_SaysSo()
    {
        await InitializeAsync(_store.Open());
        await _store.Database.ExecuteAsync("ALTER ROLE actors IN DATABASE " + Settings().Database + " SET default_transaction_read_only = on");
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => InitializeAsync(_store.Open()));
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_SeveralHosts_TakesTheOneThatAnswers()
    {
        var settings = Settings();
        settings.Host = System.FormattableString.Invariant($"127.0.0.1:1,127.0.0.1:{settings.Port}");
        var services = _store.Open(options => options.ConnectionString = settings.ConnectionString);
        await InitializeAsync(services);
        await using var membership = new NpgsqlConnection(services.GetRequiredService<PostgreSqlConnections>().MembershipConnectionString);
        await membership.OpenAsync(Token);
    }

    [Fact]
    public async Task Apply_ServerTellsNoTimeline_WorksAndFindsOutOutcomesAllTheSame()
    {
        await _store.Database.ExecuteAsync("REVOKE EXECUTE ON FUNCTION pg_walfile_name(pg_lsn) FROM PUBLIC");
        await using var proxy = new CuttingProxy(_store.Server.Port);
        var services = _store.Open(through: proxy);
        await InitializeAsync(services);
        proxy.LoseAnswerOfNextCommit();
        Assert.Equal("1", (await PostgreSqlStore.WriteAsync(services, "org/p/grain")).ETag);
        Assert.Equal(1, proxy.Faults);
    }

    private NpgsqlConnectionStringBuilder Settings(string? database = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(_store.Database.ConnectionString);
        if (database is not null) settings.Database = database;
        return settings;
    }

    private static Task<Installation> InitializeAsync(ServiceProvider services) => services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
}
