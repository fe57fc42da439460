using Actors.Contracts.Storage;
using Actors.Storage.GrainState;
using Actors.Storage.Tests.Testing;

namespace Actors.Storage.Tests.GrainState;

public sealed class StateIndexPlanTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Sql_OpenOrDue_IsServedByTheTwoShortIndexes()
    {
        var plan = await PlanAsync(new StateQuery { Kind = "activity", OpenOrDueAt = DateTimeOffset.UnixEpoch });
        Assert.Contains("grain_state_open", plan, StringComparison.Ordinal);
        Assert.Contains("grain_state_due", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN grain_state", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sql_Under_IsServedByAKeyRange()
    {
        var plan = await PlanAsync(new StateQuery { Kind = "activity", Under = "a/b", After = "a/b/c" });
        Assert.Contains("kind=? AND key", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SCAN grain_state", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Sql_KeysOnly_ReadsNoPayload()
    {
        foreach (var query in new[] { new StateQuery { Kind = "activity", KeysOnly = true }, new StateQuery { Kind = "activity", KeysOnly = true, OpenOrDueAt = DateTimeOffset.UnixEpoch } })
        {
            Assert.DoesNotContain("payload", SqlStateIndex.Statement(query).Sql.Replace("payload IS NOT NULL", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private Task<string> PlanAsync(StateQuery query)
    {
        var (sql, arguments) = SqlStateIndex.Statement(query);
        return _store.OpenDatabase().ReadAsync(async session => string.Join('\n', await session.QueryAsync("EXPLAIN QUERY PLAN " + sql, row => row.GetString(3), arguments)), Token);
    }
}
