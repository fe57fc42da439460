using Actors.Contracts.Activities;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>Looks at an agent's containers, keeps what it saw in the view, and does what is due for those that run.</summary>
internal sealed class ContainerKeeper(
    DockerConnection connection, ContainerLabels labels, ContainerInspector inspector, ContainerRemover remover, StopOrders orders, EngineFacts facts, ContainerView view,
    DockerRuntimeOptions options)
{
    private const int AtATime = 4;

    /// <summary>Looks at all of them.</summary>
    public async Task LookAtAllAsync(CancellationToken cancellationToken)
    {
        var turn = view.Ask();
        var client = await connection.GetAsync(cancellationToken);
        var all = await client.Containers.ListContainersAsync(new() { All = true, Filters = EngineFilters.Of(labels.Filters) }, cancellationToken);
        var found = all.Select(container => (container.ID, Name: Name(container), container.Labels)).Where(container => labels.TryRead(container.Name, container.Labels, out _)).ToList();
        await Parallel.ForEachAsync(found, Options(cancellationToken), async (container, stop) =>
        {
            // What has ended stays as it is.
            if (!view.Containers.TryGetValue(container.Name, out var known) || known.Id != container.ID || !known.Ended)
                await LookAtAsync(container.Name, stop);
        });
        var names = found.Select(container => container.Name).ToHashSet();
        foreach (var name in view.Containers.Keys.Where(name => !names.Contains(name)))
            await MissAsync(name, turn, cancellationToken);
    }

    /// <summary>Looks at one; null when there is none.</summary>
    public async Task<SeenContainer?> LookAtAsync(string name, CancellationToken cancellationToken)
    {
        var turn = view.Ask();
        var seen = await inspector.LookAsync(name, cancellationToken);
        if (seen is null)
            await MissAsync(name, turn, cancellationToken);
        else
            view.Saw(seen, turn);
        return seen;
    }

    /// <summary>Limits of all containers on the engine that have not ended, and how many of them are this agent's.</summary>
    public async Task<(IReadOnlyCollection<HostConfig> Limits, int Workers)> UsedAsync(CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        var all = await client.Containers.ListContainersAsync(new() { All = true }, cancellationToken);
        var used = all.Select(container => (container.ID, container.State, Own: labels.TryRead(Name(container), container.Labels, out _)))
            .Where(container => container.State is "running" or "paused" or "restarting" || (container.Own && container.State == "created")).ToList();
        var limits = new HostConfig?[used.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, used.Count), Options(cancellationToken), async (i, stop) =>
            limits[i] = (await inspector.FindAsync(used[i].ID, stop))?.HostConfig);
        return ([.. limits.OfType<HostConfig>()], used.Count(container => container.Own));
    }

    /// <summary>Does what is due: longest lives, orders to end.</summary>
    public async Task LookAfterAsync(CancellationToken cancellationToken)
    {
        var now = await facts.NowAsync(cancellationToken);
        foreach (var container in view.Containers.Values.Where(container => container.Running))
        {
            if (orders.DueIn(container.Id) is null && container.EndsAt <= now)
                await orders.GiveAsync(container.Id, true, ReasonCode.DeadlineExceeded, options.DeadlineGrace, cancellationToken);
            else
                await orders.CarryOutAsync(container.Id, cancellationToken);
        }
    }

    /// <summary>Time until something is due; null when nothing is.</summary>
    public async Task<TimeSpan?> DueInAsync(CancellationToken cancellationToken)
    {
        var running = view.Containers.Values.Where(container => container.Running).ToList();
        if (running.Count == 0)
            return null;
        var now = await facts.NowAsync(cancellationToken);
        return running.Min(container => orders.DueIn(container.Id) ?? container.EndsAt - now);
    }

    private async Task MissAsync(string name, long turn, CancellationToken cancellationToken)
    {
        if (!view.Misses(name, turn) || !view.Containers.TryGetValue(name, out var known))
            return;
        await remover.CollectAsync(known.Attempt, cancellationToken);
        inspector.Forget(known.Id);
        view.Deleted(name, turn);
    }

    private static string Name(ContainerListResponse container) => container.Names?.FirstOrDefault()?.TrimStart('/') ?? "";

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
}
