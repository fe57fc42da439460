using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Actors.Conformance.Storage.PostgreSql;
using Actors.Storage.Tests.Testing;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>Two silos in processes of their own that have nothing in common but the database.</summary>
public sealed class SiloTests : IAsyncLifetime
{
    private TemporaryDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Kill_Silo_ItsGrainsGoOnWithTheirStatesOnTheOther()
    {
        var ports = FreePorts.Take(4);
        using var child = ChildProgram.Start(nameof(KilledSilo), string.Create(CultureInfo.InvariantCulture, $"{ports[0]} {ports[1]} {_database.ConnectionString}"));
        using var host = KilledSilo.Build(ports[2], ports[3], _database.ConnectionString);
        await host.StartAsync(Token);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await EventuallyAsync(async () =>
        {
            child.AssertRuns();
            return (long)(await _database.ExecuteAsync("SELECT count(*) FROM actors.membership WHERE status = 3"))! == 2;
        }, "both silos are members");

        // Spread by chance, so that some live on the other silo.
        var counters = Enumerable.Range(0, 40).Select(i => grains.GetGrain<ICounterGrain>($"org/p/{i}")).ToArray();
        // Where the second silo has just come, a call may be turned away, and may be done though its answer is lost.
        foreach (var counter in counters) await EventuallyAsync(async () => await TryIncrementAsync(counter) >= 1, "each grain counts");
        await EventuallyAsync(async () =>
        {
            if ((await Task.WhenAll(counters.Select(x => x.Where()))).Distinct().Count() == 2) return true;
            counters = [.. counters.Select(_ => grains.GetGrain<ICounterGrain>($"org/p/{Guid.NewGuid():N}"))];
            foreach (var counter in counters) await EventuallyAsync(async () => await TryIncrementAsync(counter) >= 1, "each grain counts");
            return false;
        }, "grains live on both silos");

        await child.KillAsync(Token);
        foreach (var counter in counters) await EventuallyAsync(async () => await TryIncrementAsync(counter) >= 2, "each grain counts on from what was confirmed");
        Assert.Single((await Task.WhenAll(counters.Select(x => x.Where()))).Distinct());
        await EventuallyAsync(async () => (long)(await _database.ExecuteAsync("SELECT count(*) FROM actors.membership WHERE status = 3"))! == 1, "the dead silo is no member any more");
        await host.StopAsync(Token);
    }

    private static async Task<int> TryIncrementAsync(ICounterGrain counter)
    {
        try
        {
            return await counter.Increment();
        }
        catch (Exception error) when (error is SiloUnavailableException or OrleansMessageRejectionException or TimeoutException)
        {
            return 0;
        }
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        // A silo takes seconds of processor time to start, of which a busy machine gives it a tenth.
        deadline.CancelAfter(TimeSpan.FromMinutes(4));
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"It did not come to that: {what}.");
            await Task.Delay(100, Token);
        }
    }
}
