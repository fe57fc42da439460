using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Storage.Tests.Artifacts;

public sealed class FileArtifactStoreTests : IAsyncLifetime
{
    private const string Activity = "org/p/e/r/a";
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Write_ReplacedFileCannotBeDeleted_TheNewOneStays()
    {
        var services = _store.Open();
        await services.GetRequiredKeyedService<IGrainStorage>("actors")
            .WriteStateAsync("state", GrainId.Create("activity", Activity), new GrainState<CounterState> { State = new() { Fence = 1 } });
        var artifacts = services.GetRequiredService<IArtifactStore>();
        Assert.True(await WriteAsync(artifacts, [1]));
        var replaced = Assert.Single(Directory.GetFiles(Path.Combine(_store.Folder, "files", "artifacts"), "*", SearchOption.AllDirectories));
        File.Delete(replaced);
        Directory.CreateDirectory(replaced);

        Assert.True(await WriteAsync(artifacts, [2, 2]));

        await using var stream = await artifacts.OpenAsync(Activity, "work", Token);
        Assert.Equal(2, stream!.Length);
    }

    private static Task<bool> WriteAsync(IArtifactStore artifacts, byte[] bytes) =>
        artifacts.WriteAsync(new AttemptId(Activity, 1), "work", new MemoryStream(bytes), 100, Token);
}
