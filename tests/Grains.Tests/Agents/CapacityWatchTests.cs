using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Grains.Agents;
using Actors.Testing;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Tests.Agents;

public sealed class CapacityWatchTests
{
    private static readonly AgentReport Small = new()
    {
        Capacity = new() { CpuMillis = 2000, MemoryBytes = 24L << 30 },
        Sizes = new Dictionary<WorkerKind, WorkerSize> { [WorkerKind.OpenTofu] = WorkerSize.Default(WorkerKind.OpenTofu) },
    };

    private readonly LogRecord<CapacityWatch> _log = new();

    [Fact]
    public void Judge_DoesNotFit_WarnsOnceForEachChange()
    {
        var watch = new CapacityWatch("org/p/a", _log);
        watch.Judge(10, Small);
        watch.Judge(10, Small with { Capacity = Small.Capacity! with { UsedCpuMillis = 500, Workers = 1 } });
        watch.Judge(10, Small);
        Assert.Contains("set numWorkers to 3", Assert.Single(_log.Of(LogLevel.Warning)), StringComparison.Ordinal);

        watch.Judge(5, Small);
        Assert.Equal(2, _log.Of(LogLevel.Warning).Count);

        watch.Judge(3, Small);
        watch.Judge(10, Small);
        Assert.Equal((3, 1), (_log.Of(LogLevel.Warning).Count, _log.Of(LogLevel.Information).Count));
    }

    [Fact]
    public void Judge_Fits_SaysNothing()
    {
        new CapacityWatch("org/p/a", _log).Judge(3, Small);

        Assert.Empty(_log.All);
    }

    [Fact]
    public void Judge_EngineCannotBeAsked_WarnsOnce()
    {
        var watch = new CapacityWatch("org/p/a", _log);
        watch.Judge(3, new() { Problem = "connection refused" });
        watch.Judge(3, new() { Problem = "connection refused" });

        Assert.Contains("connection refused", Assert.Single(_log.All).Text, StringComparison.Ordinal);
    }
}
