using System.Diagnostics;
using System.Globalization;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Storage.Tests.Sqlite;

public sealed class KilledProcessTests : IAsyncLifetime
{
    private const string FolderVariable = "ACTORS_TEST_STORE";
    private const int Grains = 8;
    private readonly TemporaryStore _store = new(Environment.GetEnvironmentVariable(FolderVariable));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Kill_InTheMiddleOfWriting_LosesNothingThatWasConfirmed()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Arguments()) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[FolderVariable] = _store.Folder;
        using var child = Process.Start(start)!;
        try
        {
            await WaitForLedgerAsync(child, 500);
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(Token);
        }

        var confirmed = new int[Grains];
        foreach (var line in (await ReadLedgerAsync()).Select(x => x.Split(' '))) confirmed[Number(line[0])] = Number(line[1]);
        using var services = _store.Open();
        for (var i = 0; i < Grains; i++)
        {
            var state = await ReadAsync(services, i);
            Assert.InRange(state.State!.Count, confirmed[i], confirmed[i] + 1);
            await WriteAsync(services, i, state);
        }
        using var file = _store.Connect();
        Assert.Equal("ok", TemporaryStore.Execute(file, "PRAGMA integrity_check"));
    }

    /// <summary>The process that is killed: writes for ever, and notes what was confirmed.</summary>
    [Fact(Explicit = true)]
    public async Task Child_WritesUntilItIsKilled()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(FolderVariable) is null, "Only as a child of the other test.");
        using var services = _store.Open();
        await using var ledger = TextWriter.Synchronized(new StreamWriter(Path.Combine(_store.Folder, "ledger"), append: true) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, Grains).Select(i => Task.Run(async () =>
        {
            var state = await ReadAsync(services, i);
            while (!Token.IsCancellationRequested)
            {
                state.State!.Count++;
                await WriteAsync(services, i, state);
                await services.GetRequiredService<IArtifactStore>().WriteAsync(new AttemptId(Key(i), 1), "work", new MemoryStream(new byte[2000]), 2000, Token);
                ledger.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i} {state.State.Count} ."));
            }
        }, Token)));
    }

    private static string[] Arguments()
    {
        string[] filter = ["-explicit", "only", "-method", $"{typeof(KilledProcessTests).FullName}.{nameof(Child_WritesUntilItIsKilled)}"];
        var assembly = typeof(KilledProcessTests).Assembly.Location;
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [assembly, .. filter] : filter;
    }

    private async Task WaitForLedgerAsync(Process child, int lines)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await ReadLedgerAsync()).Length < lines)
        {
            Assert.False(child.HasExited, "The child ended by itself.");
            await Task.Delay(20, deadline.Token);
        }
    }

    // The last line may be torn; only those with their end count.
    private async Task<string[]> ReadLedgerAsync()
    {
        var path = Path.Combine(_store.Folder, "ledger");
        if (!File.Exists(path)) return [];
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return [.. (await reader.ReadToEndAsync(Token)).Split('\n').Where(x => x.EndsWith('.'))];
    }

    private static async Task<GrainState<CounterState>> ReadAsync(ServiceProvider services, int grain)
    {
        var state = new GrainState<CounterState>();
        await services.GetRequiredKeyedService<IGrainStorage>("actors").ReadStateAsync("state", GrainId.Create("activity", Key(grain)), state);
        state.State!.Fence = 1;
        return state;
    }

    private static Task WriteAsync(ServiceProvider services, int grain, GrainState<CounterState> state) =>
        services.GetRequiredKeyedService<IGrainStorage>("actors").WriteStateAsync("state", GrainId.Create("activity", Key(grain)), state);

    private static string Key(int grain) => string.Create(CultureInfo.InvariantCulture, $"org/p/e/r/{grain}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
