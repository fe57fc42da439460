using Actors.Contracts.Storage;
using Actors.Storage.Maintenance;
using Actors.Storage.Protection;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Conformance.Storage;

/// <summary>What maintenance does to the key ring while keys are changed.</summary>
public abstract class RingRenewalKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private static readonly RingKey Own = TestRingKeys.Read(true)[0];
    private static readonly RingKey Another = new SecretRingKey("another key, which is as good as the first one");

    [Fact]
    public async Task Renew_BySiloWithFewerKeys_LeavesTheRingAsItIs()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Reopen(clock: clock);
        await PutAsync("a");
        Reopen(options => options.RingKeys = _ => [Another, Own], clock);
        await ReadsAsync();
        var sealedForBoth = await RingAsync();

        await Opened(1).GetRequiredService<StorageMaintenance>().RenewKeysAsync(Token);
        Assert.Equal(sealedForBoth, await RingAsync());

        // The next key, too, is for both when a silo adds it that has both.
        clock.Advance(DataProtection.KeyLifetime);
        await Opened(2).GetRequiredService<StorageMaintenance>().RenewKeysAsync(Token);
        await Opened(1).GetRequiredService<StorageMaintenance>().RenewKeysAsync(Token);
        Assert.Equal(2L, await CountAsync("SELECT count(*) FROM key_ring"));
        Assert.Equal(2L, await CountAsync($"SELECT count(*) FROM key_ring WHERE envelope LIKE '%{Own.Id}%' AND envelope LIKE '%{Another.Id}%'"));
    }

    [Fact]
    public async Task Renew_BySiloWithMoreKeys_IsForThoseOfTheRing()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Reopen(options => options.RingKeys = _ => [Another, Own], clock);
        await PutAsync("a");
        Reopen(clock: clock); // Sealed for one of them again.
        await ReadsAsync();
        clock.Advance(DataProtection.KeyLifetime);
        await Opened(1).GetRequiredService<StorageMaintenance>().RenewKeysAsync(Token);
        Assert.Equal(2L, await CountAsync("SELECT count(*) FROM key_ring"));
        Assert.Equal(0L, await CountAsync($"SELECT count(*) FROM key_ring WHERE envelope LIKE '%{Another.Id}%'"));
    }

    [Fact]
    public async Task Renew_RingCannotBeOpenedAnyMore_SaysSoAndGoesOnWithWhatIsInMemory()
    {
        await PutAsync("a");
        Reopen(options => options.RingKeys = _ => [Another, Own]);
        await ReadsAsync();
        Reopen(options => options.RingKeys = _ => [Another]);
        await ReadsAsync();
        var left = Opened(0);
        await Assert.ThrowsAsync<KeyRingException>(() => left.GetRequiredService<StorageMaintenance>().RenewKeysAsync(Token));
        Assert.NotNull(await left.GetRequiredService<IDocumentStore>().PutAsync(Document("c"), "{}", null, Token));
        await Assert.ThrowsAsync<KeyRingException>(() => left.GetRequiredService<StorageMaintenance>().RenewKeysAsync(Token));
    }

    private async Task PutAsync(string name) => Assert.NotNull(await Get<IDocumentStore>().PutAsync(Document(name), "{}", null, Token));

    private async Task ReadsAsync() => Assert.Equal("{}", (await Get<IDocumentStore>().GetAsync(Document("a"), Token))!.Json);

    private static DocumentKey Document(string name) => new("org", "p", "Environment", name);

    private async Task<long> CountAsync(string sql) => (long)(await Storage.ExecuteAsync(sql))!;

    private async Task<string> RingAsync() => $"{await Storage.ExecuteAsync("SELECT count(*) FROM key_ring")} {await Storage.ExecuteAsync("SELECT min(envelope) FROM key_ring")}";
}
