using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Storage.Tests.Sqlite;

public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Activity = "org/p/e/r/a";
    private readonly TemporaryStore _store = new();
    private SmallDisk? _disk;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _disk = await SmallDisk.MountAsync(megabytes: 4);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        if (_disk is not null) await _disk.DisposeAsync();
    }

    [Fact]
    public async Task Write_DiskIsFull_EachCallerIsToldAndNothingIsHalfWritten()
    {
        var services = _store.Open(options => options.DataFolder = _disk!.Folder);
        var ballast = Path.Combine(_disk!.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[1 << 20], Token);
        var documents = services.GetRequiredService<IDocumentStore>();
        await documents.PutAsync(Key("first"), "1", null, Token);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => TryPutAsync(documents, $"{i}"), Token)));
        Assert.Contains(outcomes, x => x is StoreUnavailableException error && error.Message.Contains("is full", StringComparison.Ordinal));
        Assert.All(outcomes, x => Assert.True(x is null or IOException, $"{x}"));

        var stored = await documents.ListAsync(new("org", null), Token);
        var written = outcomes.Index().Where(x => x.Item is null).Select(x => $"{x.Index}").Append("first").Order();
        Assert.Equal(written, stored.Items.Select(x => x.Key.Name).Order());

        File.Delete(ballast);
        await FenceAsync(services);
        var artifacts = services.GetRequiredService<IArtifactStore>();
        await Assert.ThrowsAsync<IOException>(() => artifacts.WriteAsync(new AttemptId(Activity, 1), "work", new MemoryStream(new byte[8 << 20]), 16 << 20, Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(_disk!.Folder, "files"), "*", SearchOption.AllDirectories));
        Assert.Null(await artifacts.OpenAsync(Activity, "work", Token));
    }

    private static Task FenceAsync(ServiceProvider services) => services.GetRequiredKeyedService<IGrainStorage>("actors")
        .WriteStateAsync("state", GrainId.Create("activity", Activity), new GrainState<CounterState> { State = new() { Fence = 1 } });

    private static async Task<Exception?> TryPutAsync(IDocumentStore documents, string name)
    {
        try
        {
            await documents.PutAsync(Key(name), new string('x', 40_000), null, Token);
            return null;
        }
        catch (IOException error)
        {
            return error;
        }
    }

    private static DocumentKey Key(string name) => new("org", "p", "Environment", name);
}
