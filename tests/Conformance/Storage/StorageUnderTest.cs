using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Conformance.Storage;

/// <summary>An empty store of its own for each test, to be opened again as after a restart.</summary>
public abstract class StorageUnderTest : IAsyncDisposable
{
    /// <summary>Makes what the store is in; skips the test when this machine lacks what it takes.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens the store; a second opening sees what the first one wrote, also while the first is open.</summary>
    /// <param name="limits">Its limits.</param>
    /// <param name="configure">Changes its options.</param>
    /// <param name="clock">Its clock; null: the system's.</param>
    public ServiceProvider Open(StorageLimits limits, Action<StorageOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddLogging();
        if (clock is not null) services.AddSingleton(clock);
        Add(services, options =>
        {
            options.RingKeys = TestRingKeys.Read;
            limits.Apply(options);
            configure?.Invoke(options);
        });
        return services.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>All that the store has put anywhere: files, or rows as text with bytes in hexadecimal digits.</summary>
    public abstract Task<IReadOnlyList<byte[]>> DumpAsync();

    /// <summary>Runs a statement as somebody who goes round the store; returns the first column of the first row.</summary>
    public abstract Task<object?> ExecuteAsync(string sql);

    /// <summary>Bytes in hexadecimal digits as a statement writes them.</summary>
    public abstract string Bytes(string digits);

    /// <summary>Puts an artifact there as builds did that sealed nothing.</summary>
    public abstract Task PutPlainArtifactAsync(string activity, string name, byte[] bytes);

    /// <summary>Takes the bytes of an artifact away, as a disk does that loses them; what is known of it stays.</summary>
    public abstract Task LoseArtifactAsync(string activity, string name);

    /// <summary>Registers the store.</summary>
    protected abstract void Add(IServiceCollection services, Action<StorageOptions> configure);

    /// <summary>Removes everything.</summary>
    public abstract ValueTask DisposeAsync();
}
