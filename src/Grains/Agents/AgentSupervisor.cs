using Actors.Scheduling.Agents;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

/// <summary>Touches each agent of this silo again and again, so that it runs again wherever it was lost; lets the agents leave before the silo stops.</summary>
public sealed partial class AgentSupervisor(
    IAgentEngines engines, IGrainFactory grains, ILocalSiloDetails local, AgentPresence presence, AgentRefuge refuge, TimeProvider clock, ILogger<AgentSupervisor> logger)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _leaving = new();

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before anything of the host is stopped: the workers can still deliver, and the reports still arrive.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        presence.Leave();
        await _leaving.CancelAsync();
        await Task.WhenAll(engines.Agents.Select(a => LeaveAsync(a, cancellationToken)));
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _leaving.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _leaving.Token);
        // Each by itself: an agent whose silo hangs holds up no other.
        await Task.WhenAll(engines.Agents.Select(agent => AgentTouch.RepeatAsync(
            () => grains.GetGrain<IAgentGrain>(agent).EnsureRunningAsync(), failure => LogUntouched(failure, agent), clock, stop.Token)));
        LogStopped();
    }

    /// <summary>An agent that another silo keeps goes there, and its workers run on whatever the setting says.</summary>
    private async Task LeaveAsync(string agent, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        try
        {
            // Nobody is asked in vain: a silo that hangs would hold this one up.
            var wanted = engines.Settings(agent).StopWorkersOnShutdown;
            var stopsWorkers = AgentDeparture.StopsWorkers(wanted, wanted ? await refuge.AskAsync(agent, cancellationToken) : []);
            while (await AskToLeaveAsync(agent, stopsWorkers, clock.GetElapsedTime(began)))
            {
                await Task.Delay(AskEvery, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStillOccupied(agent);
        }
        catch (Exception e)
        {
            LogLeaveFailed(e, agent);
        }
    }

    /// <summary>Whether there is something to wait for. While silos end one after the other, calls may go astray for a moment.</summary>
    private async Task<bool> AskToLeaveAsync(string agent, bool stopsWorkers, TimeSpan since)
    {
        try
        {
            var occupied = await grains.GetGrain<IAgentGrain>(agent).LeaveAsync(local.SiloAddress, stopsWorkers);
            return AgentDeparture.Waits(stopsWorkers, occupied == IAgentGrain.NotKnownYet ? null : occupied, since);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException && AgentDeparture.Waits(stopsWorkers, workers: null, since))
        {
            LogUntouched(e, agent);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} could not be reached; it is tried again at once")]
    private partial void LogUntouched(Exception e, string agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} still has workers although the time for stopping is over; the next start takes care of them")]
    private partial void LogStillOccupied(string agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} could not be told that the silo stops; the next start takes care of its workers")]
    private partial void LogLeaveFailed(Exception e, string agent);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The agents of this silo are no longer touched")]
    private partial void LogStopped();
}
