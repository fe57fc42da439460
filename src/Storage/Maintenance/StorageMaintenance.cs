using Actors.Contracts.Storage;
using Actors.Storage.Artifacts;
using Actors.Storage.Protection;
using Actors.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.Maintenance;

/// <summary>Prunes what is past its retention, at start and then now and again. Harmless when several silos do it.</summary>
internal sealed partial class StorageMaintenance(SqlDatabase database, IArtifactSweeper artifacts, IPackageStore packages, KeyRing ring, Sealer sealer, StorageOptions options, TimeProvider clock, ILogger<StorageMaintenance> logger)
    : BackgroundService
{
    private string? _renewal;
    private string? _pruning;

    /// <summary>Forgets cleared grain states after their retention; returns how many.</summary>
    public Task<int> PruneTombstonesAsync(CancellationToken cancellationToken)
    {
        var before = (clock.GetUtcNow() - options.TombstoneRetention).UtcTicks;
        return database.WriteAsync(session => session.RunAsync("DELETE FROM grain_state WHERE payload IS NULL AND modified < $before", ("$before", before)), cancellationToken);
    }

    /// <summary>Adds the next key to the key ring in time. Only where things are sealed: a silo that hosts agents only has no key for it.</summary>
    public Task RenewKeysAsync(CancellationToken cancellationToken) => sealer.IsOpen ? ring.RenewAsync(cancellationToken) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(options.MaintenancePeriod, clock);
        do
        {
            _renewal = await TryAsync(RenewKeysAsync, _renewal, LogNotRenewed, stoppingToken);
            _pruning = await TryAsync(async token => LogDone(await PruneTombstonesAsync(token), await packages.PruneAsync(token), await artifacts.SweepAsync(token)), _pruning, LogFailed, stoppingToken);
        }
        while (await NextAsync(timer, stoppingToken));
    }

    // The next round does what this one could not, and a silo that works goes on working. What fails every time in the same way is said once. Returns what went wrong.
    private static async Task<string?> TryAsync(Func<CancellationToken, Task> work, string? before, Action<Exception> log, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
            return null;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return before;
        }
        catch (Exception error)
        {
            if (error.Message != before) log(error);
            return error.Message;
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
