using Actors.Contracts.Storage;
using Actors.Storage.GrainState;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Actors.Storage.Tests;

public sealed class SqliteStorageExtensionsTests
{
    [Fact]
    public void AddActorsSqliteStorage_Twice_RegistersOnceAndConfiguresTwice()
    {
        using var services = new ServiceCollection().AddLogging()
            .AddActorsSqliteStorage(options => (options.DataFolder, options.RingKeys) = ("data", TestRingKeys.Read))
            .AddActorsSqliteStorage(options => options.LogBytes = 5)
            .BuildServiceProvider();
        Assert.Single(services.GetServices<IDocumentStore>());
        var options = services.GetRequiredService<IOptions<SqliteStorageOptions>>().Value;
        Assert.Equal(("data", 5), (options.DataFolder, options.LogBytes));
        Assert.Equal(Path.Combine(Path.GetFullPath("data"), "actors.db"), options.DatabasePath);
    }

    [Fact]
    public void AddActorsSqliteStorage_DefaultStorageIsTheSame()
    {
        using var services = new ServiceCollection().AddLogging().AddActorsSqliteStorage(options => (options.DataFolder, options.RingKeys) = ("data", TestRingKeys.Read)).BuildServiceProvider();
        Assert.IsType<SqlGrainStorage>(services.GetRequiredService<IGrainStorage>());
        Assert.Same(services.GetRequiredService<IGrainStorage>(), services.GetRequiredKeyedService<IGrainStorage>(SqliteStorageExtensions.GrainStorageName));
    }

    [Theory]
    [InlineData(nameof(SqliteStorageOptions.DataFolder))]
    [InlineData(nameof(SqliteStorageOptions.QueueLength))]
    [InlineData(nameof(SqliteStorageOptions.BusyTimeout))]
    [InlineData(nameof(SqliteStorageOptions.TombstoneRetention))]
    [InlineData(nameof(SqliteStorageOptions.RingKeys))]
    public void Options_OutOfRange_AreNamed(string wrong)
    {
        using var services = new ServiceCollection().AddLogging().AddActorsSqliteStorage(options =>
        {
            options.DataFolder = wrong == nameof(options.DataFolder) ? " " : "data";
            if (wrong != nameof(options.RingKeys)) options.RingKeys = TestRingKeys.Read;
            if (wrong == nameof(options.QueueLength)) options.QueueLength = 0;
            if (wrong == nameof(options.BusyTimeout)) options.BusyTimeout = TimeSpan.Zero;
            if (wrong == nameof(options.TombstoneRetention)) options.TombstoneRetention = TimeSpan.FromTicks(-1);
        }).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SqliteStorageOptions>>().Value);
        Assert.Contains(wrong, Assert.Single(error.Failures), StringComparison.Ordinal);
    }
}
