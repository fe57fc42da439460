using Actors.Contracts.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultsTests : IAsyncLifetime
{
    private readonly FaultyPostgreSqlUnderTest _storage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _storage.InitializeAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Put_ManyTimes_FaultsHappenAndEachWriteIsDoneOnce()
    {
        await using var services = _storage.Open(new());
        var documents = services.GetRequiredService<IDocumentStore>();
        for (var revision = 1; revision <= 100; revision++)
            Assert.Equal(revision, (await documents.PutAsync(new("org", "p", "Environment", "a"), $"{revision}", revision - 1, Token))!.Revision);
        Assert.InRange(_storage.Faults, 3, 100);
    }
}
