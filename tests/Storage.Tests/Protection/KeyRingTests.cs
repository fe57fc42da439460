using System.Globalization;
using Actors.Contracts.Storage;
using Actors.Storage.Maintenance;
using Actors.Storage.Protection;
using Actors.Storage.Tests.Testing;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Storage.Tests.Protection;

public sealed class KeyRingTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Renew_AWeekBeforeTheKeyIsOld_AddsItsSuccessorOnce()
    {
        var services = _store.Open(clock: _clock);
        var maintenance = services.GetRequiredService<StorageMaintenance>();
        await maintenance.RenewKeysAsync(Token);
        await maintenance.PruneTombstonesAsync(Token);
        Assert.Empty(Keys());
        await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
        var first = Assert.Single(Keys());
        Assert.Equal(DataProtection.KeyLifetime, first.To - first.From);

        _clock.Advance(DataProtection.KeyLifetime - KeyRing.Ahead - TimeSpan.FromMinutes(1));
        await maintenance.RenewKeysAsync(Token);
        Assert.Single(Keys());
        _clock.Advance(TimeSpan.FromMinutes(2));
        await maintenance.RenewKeysAsync(Token);
        await maintenance.RenewKeysAsync(Token);
        Assert.Equal([first, (first.To, first.To + DataProtection.KeyLifetime)], Keys());
    }

    [Fact]
    public async Task Open_NoKeyCouldBeRead_IsTriedAgain()
    {
        var fails = true;
        var services = _store.Open(options => options.RingKeys = exists => fails ? throw new IOException("The file is away.") : TestRingKeys.Read(exists));
        await Assert.ThrowsAsync<IOException>(() => services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token));
        fails = false;
        Assert.Equal(32, (await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token)).Key.Length);
    }

    [Fact]
    public async Task Seal_IsLongerByTheOverheadAndNeverTheSame()
    {
        var sealer = _store.Open().GetRequiredService<Sealer>();
        var place = SealedPlace.Plan("org/p/e/r");
        foreach (var length in new[] { 0, 1, 5000 })
        {
            var (one, two) = (await sealer.SealAsync(place, new byte[length], Token), await sealer.SealAsync(place, new byte[length], Token));
            Assert.Equal((length + Sealer.Overhead, true), (one.Length, Sealer.IsSealed(one)));
            Assert.NotEqual(one, two);
            Assert.Equal(new byte[length], await sealer.OpenAsync(place, one, Token));
            await Assert.ThrowsAsync<DamagedException>(async () => await sealer.OpenAsync(SealedPlace.Archive("org/p/e/r"), one, Token));
        }
    }

    [Fact]
    public async Task Open_ByOneWhoNeedsNothingSealed_MakesNoRing()
    {
        var services = _store.Open();
        await services.GetRequiredService<IAgentTokenStore>().ListUnderAsync("org", Token);
        Assert.Empty(Keys());
    }

    private List<(DateTimeOffset From, DateTimeOffset To)> Keys()
    {
        using var file = _store.Connect();
        using var command = file.CreateCommand();
        command.CommandText = "SELECT id, envelope FROM key_ring ORDER BY created";
        using var reader = command.ExecuteReader();
        var keys = new List<(DateTimeOffset, DateTimeOffset)>();
        while (reader.Read())
        {
            var key = RingEnvelope.FromJson(reader.GetString(0), reader.GetString(1)).Open(reader.GetString(0), TestRingKeys.Read(true));
            keys.Add((Date("activationDate"), Date("expirationDate")));
            DateTimeOffset Date(string name) => DateTimeOffset.Parse(key.Element(name)!.Value, CultureInfo.InvariantCulture);
        }
        return keys;
    }
}
