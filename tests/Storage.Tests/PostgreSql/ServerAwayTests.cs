using System.Collections.Concurrent;
using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>The server is stopped, restarted, or crashes, on a server of the test's own.</summary>
public sealed class ServerAwayTests : IAsyncLifetime
{
    private PostgreSqlStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await PostgreSqlStore.CreateWithServerAsync("-c fsync=on");

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Restart_InBetween_IsNotNoticed()
    {
        var services = _store.Open();
        var documents = services.GetRequiredService<IDocumentStore>();
        await documents.PutAsync(PostgreSqlStore.Document("a"), "1", null, Token);
        var state = await PostgreSqlStore.WriteAsync(services, "org/p/grain");
        await _store.Server.StopAsync("fast");
        await _store.Server.StartAgainAsync();

        // Their connections are dead, and they do not know yet.
        Assert.Equal("1", (await documents.GetAsync(PostgreSqlStore.Document("a"), Token))!.Json);
        Assert.Equal(2, (await documents.PutAsync(PostgreSqlStore.Document("a"), "2", 1, Token))!.Revision);
        await PostgreSqlStore.States(services).WriteStateAsync("state", GrainId.Create("activity", "org/p/grain"), state);
        Assert.Equal("2", state.ETag);
    }

    [Fact]
    public async Task Away_ForLongerThanPatience_SaysSoThenGoesOn()
    {
        var services = _store.Open(options => options.Patience = TimeSpan.FromSeconds(1));
        var documents = services.GetRequiredService<IDocumentStore>();
        await documents.PutAsync(PostgreSqlStore.Document("a"), "1", null, Token);
        await _store.Server.StopAsync("fast");
        foreach (var call in new Func<Task>[]
        {
            () => documents.GetAsync(PostgreSqlStore.Document("a"), Token),
            () => documents.PutAsync(PostgreSqlStore.Document("a"), "2", null, Token),
            () => PostgreSqlStore.States(services).WriteStateAsync("state", GrainId.Create("activity", "org/p/x"), new GrainState<CounterState> { State = new() }),
        })
        {
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.Contains("nothing was written", error.Message, StringComparison.Ordinal);
        }
        await _store.Server.StartAgainAsync();
        Assert.Equal(2, (await documents.PutAsync(PostgreSqlStore.Document("a"), "2", 1, Token))!.Revision);
        await PostgreSqlStore.WriteAsync(services, "org/p/x");
    }

    [Fact]
    public async Task Prepare_ServerComesLater_WaitsForIt()
    {
        await _store.Server.StopAsync("fast");
        var database = _store.OpenDatabase();
        var preparing = database.PrepareAsync(Token);
        await _store.Server.StartAgainAsync();
        await preparing;
        Assert.Equal(PostgreSqlSchema.Current, await _store.Database.ExecuteAsync("SELECT max(version) FROM actors.schema_version"));
    }

    [Fact]
    public async Task Crash_InTheMiddleOfWriting_LosesNothingAndDoesNothingTwice()
    {
        var services = _store.Open(options => options.Patience = TimeSpan.FromSeconds(60));
        var confirmed = new ConcurrentDictionary<string, int>();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var key = $"org/p/{i}";
            var state = await PostgreSqlStore.WriteAsync(services, key, 1);
            for (var count = 2; !stop.IsCancellationRequested; count++)
            {
                state.State!.Count = count;
                await PostgreSqlStore.States(services).WriteStateAsync("state", GrainId.Create("activity", key), state);
                Assert.Equal($"{count}", state.ETag);
                confirmed[key] = count;
            }
        }, Token)).ToArray();
        for (var crash = 0; crash < 3; crash++)
        {
            var before = confirmed.Values.Sum();
            await EventuallyAsync(() => confirmed.Values.Sum() > before + 200);
            await _store.Server.StopAsync("immediate");
            await _store.Server.StartAgainAsync();
        }
        var last = confirmed.Values.Sum();
        await EventuallyAsync(() => confirmed.Values.Sum() > last + 100);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        foreach (var (key, count) in confirmed) Assert.Equal((long)count, await _store.Database.ExecuteAsync($"SELECT version FROM actors.grain_state WHERE key = '{key}'"));
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition()) await Task.Delay(10, deadline.Token);
    }
}
