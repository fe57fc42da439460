using Actors.Contracts.Activities;

namespace Actors.Cluster.Samples;

/// <summary>The silo that the samples of an engine are tried on, one after the other: each leaves nothing behind.</summary>
public abstract class SampleSilos : IAsyncDisposable
{
    private SampleSilo? _silo;

    /// <summary>The silo, started by the first who asks; skips the test where the engine, or an image of these kinds, is not there.</summary>
    internal async Task<SampleSilo> GetAsync(WorkerKind[] kinds)
    {
        await NeedAsync(kinds);
        return _silo ??= await StartAsync();
    }

    private protected virtual Task NeedAsync(WorkerKind[] kinds) => Task.CompletedTask;

    private protected abstract Task<SampleSilo> StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
