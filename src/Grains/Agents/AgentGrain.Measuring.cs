using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Scheduling.Agents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

/// <content>What the engine has: asked at each registration and once a minute, and told with the polls.</content>
public sealed partial class AgentGrain
{
    private static readonly TimeSpan MeasureEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MeasureLimit = TimeSpan.FromSeconds(30);

    private async Task KeepMeasuringAsync(CancellationToken stop)
    {
        await Task.Yield();
        var watch = new CapacityWatch(Key, ServiceProvider.GetRequiredService<ILogger<CapacityWatch>>());
        try
        {
            while (_session.Phase != AgentPhase.Superseded)
            {
                await _measureSoon.WaitAsync(MeasureEvery, stop);
                if (_session.Phase == AgentPhase.Live)
                {
                    var report = await MeasureAsync(stop);
                    _session = _session.Measured(report);
                    watch.Judge(_session.SlotCount, report);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped(Key);
        }
    }

    private async Task<AgentReport> MeasureAsync(CancellationToken stop)
    {
        var settings = engines.Settings(Key);
        var report = new AgentReport { Sizes = Enum.GetValues<WorkerKind>().ToDictionary(kind => kind, settings.SizeOf) };
        using var limit = Limit(MeasureLimit, stop);
        try
        {
            return report with { Capacity = await Runtime().GetCapacityAsync(limit.Token).WaitAsync(limit.Token) };
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            return report with { Problem = limit.IsCancellationRequested ? $"The engine did not tell what it has within {MeasureLimit.TotalSeconds:0} s." : e.Message };
        }
    }
}
