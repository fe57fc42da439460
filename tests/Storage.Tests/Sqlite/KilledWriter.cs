using System.Globalization;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Storage.Tests.Sqlite;

/// <summary>The process that is killed: it writes for ever, and notes what was confirmed, in a folder.</summary>
internal static class KilledWriter
{
    /// <summary>Number of grains that write.</summary>
    public const int Grains = 8;

    public static async Task<GrainState<CounterState>> ReadAsync(ServiceProvider services, int grain)
    {
        var state = new GrainState<CounterState>();
        await services.GetRequiredKeyedService<IGrainStorage>("actors").ReadStateAsync("state", GrainId.Create("activity", Key(grain)), state);
        state.State!.Fence = 1;
        return state;
    }

    public static Task WriteAsync(ServiceProvider services, int grain, GrainState<CounterState> state) =>
        services.GetRequiredKeyedService<IGrainStorage>("actors").WriteStateAsync("state", GrainId.Create("activity", Key(grain)), state);

    private static string Key(int grain) => string.Create(CultureInfo.InvariantCulture, $"org/p/e/r/{grain}");

    public static void Write(string folder)
    {
        using var services = new TemporaryStore(folder).Open();
        using var ledger = TextWriter.Synchronized(new StreamWriter(Path.Combine(folder, "ledger"), append: true) { AutoFlush = true });
        var writers = Enumerable.Range(0, Grains).Select(i => WriteAsync(services, ledger, i)).ToArray();
        Task.WaitAll(writers);
    }

    private static async Task WriteAsync(ServiceProvider services, TextWriter ledger, int grain)
    {
        var state = await ReadAsync(services, grain);
        while (true)
        {
            state.State!.Count++;
            await WriteAsync(services, grain, state);
            await services.GetRequiredService<IArtifactStore>().WriteAsync(new AttemptId(Key(grain), 1), "work", new MemoryStream(new byte[2000]), 2000, CancellationToken.None);
            ledger.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{grain} {state.State.Count} ."));
        }
    }
}
