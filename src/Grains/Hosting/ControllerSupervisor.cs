using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Actors.Grains.Hosting;

/// <summary>
/// Keeps alive what must be: every few seconds each controller silo touches its share of the environments that the store's index says have
/// open work. There is no other list, and there are no reminders.
/// </summary>
internal sealed partial class ControllerSupervisor(
    IStateIndex index, IGrainFactory grains, ILocalSiloDetails local, ISiloStatusOracle silos, TimeProvider clock, ILogger<ControllerSupervisor> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TouchShareAsync(stoppingToken);
        }
        catch (Exception e)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                LogSweepFailed(e);
            }
        }
    }

    private async Task TouchShareAsync(CancellationToken stoppingToken)
    {
        var query = new StateQuery { Kind = EnvironmentGrain.TypeName, OpenOrDueAt = clock.GetUtcNow(), KeysOnly = true };
        while (true)
        {
            var rows = await index.ListAsync(query, stoppingToken);
            foreach (var row in rows.Where(row => IsMine(row.Key)))
            {
                try
                {
                    await grains.GetGrain<IEnvironmentGrain>(row.Key).TouchAsync().WaitAsync(Period, clock, stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogTouchFailed(e, row.Key);
                }
            }

            if (rows.Count < query.Limit)
            {
                return;
            }

            query = query with { After = rows[^1].Key };
        }
    }

    /// <summary>Silos that see the same members share the keys evenly; while they do not, a key may be touched twice, which is harmless.</summary>
    private bool IsMine(string key)
    {
        var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Order().ToList();
        var mine = active.IndexOf(local.SiloAddress);
        return mine < 0 || (uint)StableHash(key) % (uint)active.Count == mine;
    }

    private static int StableHash(string key) => key.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for open work failed; trying again")]
    private partial void LogSweepFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Environment {Environment} could not be woken; trying again")]
    private partial void LogTouchFailed(Exception exception, string environment);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Environments are no longer woken by this silo")]
    private partial void LogStopped();
}
