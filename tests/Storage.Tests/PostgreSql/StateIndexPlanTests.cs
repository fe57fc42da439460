using Actors.Contracts.Storage;
using Actors.Storage.GrainState;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Storage.Tests.PostgreSql;

public sealed class StateIndexPlanTests : IAsyncLifetime
{
    private PostgreSqlStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await PostgreSqlStore.CreateAsync();
        await _store.Open().GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
        // Most rows are neither open nor due; their keys do not stand in the order of the disk.
        await _store.Database.ExecuteAsync("""
            INSERT INTO actors.grain_state(kind, key, name, payload, version, organisation, project, status, open, due, fence, modified)
            SELECT 'activity', 'org/p/' || md5(i::text), 'state', '\x7b7d', 1, 'org', 'p', 'Done', CASE WHEN i % 500 = 0 THEN 1 ELSE 0 END, CASE WHEN i % 700 = 0 THEN i END, NULL, 0
            FROM generate_series(1, 20000) AS i
            """);
        await _store.Database.ExecuteAsync("ANALYZE actors.grain_state");
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Statement_OpenOrDue_IsServedByTheTwoShortIndexes()
    {
        var plan = await PlanAsync(new StateQuery { Kind = "activity", OpenOrDueAt = DateTimeOffset.UnixEpoch });
        Assert.Contains("grain_state_open", plan, StringComparison.Ordinal);
        Assert.Contains("grain_state_due", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_Under_IsServedByAKeyRange()
    {
        var plan = await PlanAsync(new StateQuery { Kind = "activity", Under = "org/p/0", After = "org/p/0/1" });
        Assert.Contains("grain_state_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    private Task<string> PlanAsync(StateQuery query)
    {
        var (sql, arguments) = SqlStateIndex.Statement(query);
        return _store.OpenDatabase().ReadAsync(async session => string.Join('\n', await session.QueryAsync("EXPLAIN " + sql, row => row.GetString(0), arguments)), Token);
    }
}
