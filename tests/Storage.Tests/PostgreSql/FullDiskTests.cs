using System.Security.Cryptography;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Storage.Tests.PostgreSql;

public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Activity = "org/p/e/r/a";
    private PostgreSqlStore _store = null!;
    private SmallDisk? _disk;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _disk = await SmallDisk.MountAsync(megabytes: 24);
        // A full disk keeps the whole server from its checkpoints.
        _store = await PostgreSqlStore.CreateWithServerAsync(folder: _disk.Folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        if (_disk is not null) await _disk.DisposeAsync();
    }

    [Fact]
    public async Task Write_DiskIsFull_EachCallerIsToldAndNothingIsHalfWritten()
    {
        var services = _store.Open();
        await PostgreSqlStore.WriteAsync(services, Activity, fence: 1);
        var artifacts = services.GetRequiredService<IArtifactStore>();
        var large = new MemoryStream(RandomNumberGenerator.GetBytes(32 << 20));
        AssertFull(await Assert.ThrowsAsync<StoreUnavailableException>(() => artifacts.WriteAsync(new AttemptId(Activity, 1), "work", large, large.Length, Token)));
        Assert.Null(await artifacts.OpenAsync(Activity, "work", Token));
        Assert.Equal(0L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.artifact_content"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => TryWriteAsync(services, $"{i}"), Token)));
        var refused = outcomes.OfType<Exception>().ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, AssertFull);

        var written = outcomes.Index().Where(x => x.Item is null).Select(x => $"org/p/{x.Index}").Append(Activity).Order(StringComparer.Ordinal);
        Assert.Equal(written, (await services.GetRequiredService<IStateIndex>().ListAsync(new() { Kind = "activity" }, Token)).Select(x => x.Key));
    }

    private void AssertFull(Exception error)
    {
        Assert.IsType<StoreUnavailableException>(error);
        Assert.Contains("The disk of the database", error.Message, StringComparison.Ordinal);
        Assert.Contains("is full; nothing was written", error.Message, StringComparison.Ordinal);
        Assert.Contains(_store.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    private static async Task<Exception?> TryWriteAsync(ServiceProvider services, string name)
    {
        try
        {
            var state = new GrainState<BulkyState> { State = new() { Text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(100_000)) } };
            await PostgreSqlStore.States(services).WriteStateAsync("state", GrainId.Create("activity", $"org/p/{name}"), state);
            return null;
        }
        catch (IOException error)
        {
            return error;
        }
    }

    private sealed class BulkyState : IIndexedState
    {
        public string Text { get; set; } = "";

        public StateIndex GetIndex() => new("Bulky", Open: false);
    }
}
