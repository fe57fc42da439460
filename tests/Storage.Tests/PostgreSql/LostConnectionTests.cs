using System.Diagnostics;
using Actors.Conformance.Storage.PostgreSql;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>The network between silo and server fails at the worst moments.</summary>
public sealed class LostConnectionTests : IAsyncLifetime
{
    private const string Activity = "org/p/e/r/a";
    private static readonly AttemptId Attempt = new(Activity, 1);
    private PostgreSqlStore _store = null!;
    private CuttingProxy _proxy = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await PostgreSqlStore.CreateAsync();
        _proxy = new(_store.Server.Port);
        _services = _store.Open(through: _proxy);
        await PostgreSqlStore.WriteAsync(_services, Activity, fence: 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is null) return;
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task WriteState_AnswerToCommitLost_IsWrittenOnceAndTheCallerIsToldSo()
    {
        _proxy.LoseAnswerOfNextCommit();
        var state = await PostgreSqlStore.WriteAsync(_services, "org/p/grain");
        Assert.Equal((1, "1"), (_proxy.Faults, state.ETag));
        // The ETag is right: the next write is accepted.
        await PostgreSqlStore.States(_services).WriteStateAsync("state", GrainId.Create("activity", "org/p/grain"), state);
        Assert.Equal(2L, await _store.Database.ExecuteAsync("SELECT version FROM actors.grain_state WHERE key = 'org/p/grain'"));
    }

    [Fact]
    public async Task WriteState_CommitLost_IsWrittenOnce()
    {
        _proxy.LoseNextCommit();
        var state = await PostgreSqlStore.WriteAsync(_services, "org/p/grain");
        Assert.Equal((1, "1"), (_proxy.Faults, state.ETag));
    }

    [Fact]
    public async Task WriteState_ManyAtOnceAnswerLost_EachIsToldItsOwn()
    {
        var stale = await PostgreSqlStore.WriteAsync(_services, "org/p/stale");
        await PostgreSqlStore.WriteAsync(_services, "org/p/stale", 2);
        _proxy.LoseAnswerOfNextCommit();
        var refused = PostgreSqlStore.States(_services).WriteStateAsync("state", GrainId.Create("activity", "org/p/stale"), stale);
        var written = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => PostgreSqlStore.WriteAsync(_services, $"org/p/{i}")));
        Assert.All(written, x => Assert.Equal("1", x.ETag));
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(() => refused);
        Assert.Equal(1, _proxy.Faults);
    }

    [Fact]
    public async Task Put_AnswerToCommitLost_GrowsTheRevisionByOne()
    {
        var documents = _services.GetRequiredService<IDocumentStore>();
        await documents.PutAsync(PostgreSqlStore.Document("a"), "1", 0, Token);
        _proxy.LoseAnswerOfNextCommit();
        var stored = await documents.PutAsync(PostgreSqlStore.Document("a"), "2", 1, Token);
        Assert.Equal((1, 2L, "2"), (_proxy.Faults, stored!.Revision, stored.Json));
        Assert.Equal(stored, await documents.GetAsync(PostgreSqlStore.Document("a"), Token));
    }

    [Fact]
    public async Task Append_AnswerToCommitLost_KeepsEachByteOnce()
    {
        var logs = _services.GetRequiredService<ILogStore>();
        await logs.AppendAsync(Attempt, 0, "one"u8.ToArray(), Token);
        _proxy.LoseAnswerOfNextCommit();
        Assert.Equal(new LogAppend(true, 6, false), await logs.AppendAsync(Attempt, 3, "two"u8.ToArray(), Token));
        Assert.Equal("onetwo"u8.ToArray(), (await logs.ReadAsync(Attempt, 0, 100, Token)).Bytes.ToArray());
        Assert.Equal(1, _proxy.Faults);
    }

    [Fact]
    public async Task Lock_AnswerToCommitLost_IsHeldOnce()
    {
        _proxy.LoseAnswerOfNextCommit();
        Assert.Null(await _services.GetRequiredService<ITofuStateStore>().LockAsync("org/p/e/network", Attempt, "id", "{}", Token));
        Assert.Equal(1, _proxy.Faults);
    }

    [Fact]
    public async Task Artifact_EachStepLost_IsWholeInTheEnd()
    {
        var artifacts = _services.GetRequiredService<IArtifactStore>();
        var bytes = Enumerable.Range(0, 1_300_000).Select(i => (byte)(i % 251)).ToArray();
        foreach (var text in new[] { "INSERT INTO artifact_content", "INSERT INTO artifact_chunk", "INSERT INTO artifact(" })
        {
            _proxy.LoseNext(text);
            Assert.True(await artifacts.WriteAsync(Attempt, "work", new MemoryStream(bytes), bytes.Length, Token));
        }
        _proxy.LoseNext("FROM artifact_chunk");
        await using var stream = await artifacts.OpenAsync(Activity, "work", Token);
        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy, Token);
        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal(4, _proxy.Faults);
    }

    [Fact]
    public async Task Read_ConnectionLost_IsReadAgain()
    {
        _proxy.LoseNext("FROM grain_state");
        var state = new GrainState<CounterState>();
        await PostgreSqlStore.States(_services).ReadStateAsync("state", GrainId.Create("activity", Activity), state);
        Assert.Equal((1, 1), (_proxy.Faults, state.State!.Count));
    }

    [Fact]
    public async Task Write_AnswerLostAndServerAwayForGood_SaysThatItIsNotKnown()
    {
        var services = _store.Open(options => options.Patience = TimeSpan.FromSeconds(1), _proxy);
        await PostgreSqlStore.WriteAsync(services, "org/p/first");
        _proxy.LoseAnswerOfNextCommit(then: _proxy.FallSilent);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgreSqlStore.WriteAsync(services, "org/p/grain"));
        Assert.Contains("not known", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing was written", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await _store.Database.ExecuteAsync("SELECT version FROM actors.grain_state WHERE key = 'org/p/grain'"));
    }

    [Fact]
    public async Task All_ServerNeverAnswers_IsToldInTime()
    {
        var services = _store.Open(options => (options.Patience, options.CommandTimeout, options.ConnectTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), _proxy);
        var documents = services.GetRequiredService<IDocumentStore>();
        await documents.PutAsync(PostgreSqlStore.Document("a"), "1", null, Token);
        _proxy.FallSilent();
        var watch = Stopwatch.StartNew();
        // More than there are connections.
        var calls = Enumerable.Range(0, 100).Select(i => (i % 3) switch
        {
            0 => (Task)documents.GetAsync(PostgreSqlStore.Document("a"), Token),
            1 => documents.PutAsync(PostgreSqlStore.Document($"{i}"), "1", null, Token),
            _ => PostgreSqlStore.States(services).WriteStateAsync("state", GrainId.Create("activity", $"org/p/{i}"), new GrainState<CounterState> { State = new() }),
        }).ToArray();
        foreach (var call in calls) await Assert.ThrowsAsync<StoreUnavailableException>(() => call);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Write_Cancelled_TakesBackWhatItDid()
    {
        var database = _store.OpenDatabase();
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.WriteAsync(async session =>
        {
            await session.RunAsync("INSERT INTO run_plan(run, plan) VALUES('x', '')");
            await cancel.CancelAsync();
            return await session.RunAsync("INSERT INTO run_plan(run, plan) VALUES('y', '')");
        }, cancel.Token));
        Assert.Equal(0L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.run_plan"));
    }
}
