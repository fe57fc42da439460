using System.Collections.Immutable;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Simulation.Controller;

/// <summary>Somebody who brings an environment up, changes their mind, cancels, queues, retries, takes it down and deletes it in the end.</summary>
public sealed class SimUser
{
    private readonly Installation _installation;
    private readonly string _environment;
    private int _runs;
    private int _deploys;

    public SimUser(Installation installation, string environment)
    {
        _installation = installation;
        _environment = environment;
        World.After(World.Between(0, 10), () => Begin(RunKind.Deploy));
    }

    public bool IsFinished { get; private set; }

    public override string ToString() => $"{_environment} ({Run.Stored})";

    private World World => _installation.World;

    private RunActor Run => _installation.Runs[_environment];

    private void Begin(RunKind kind)
    {
        var number = ++_runs;
        if (kind == RunKind.Deploy) _deploys++;
        var start = new RunEvent.Start($"r{number:D3}", kind, $"key{number}", NodesOf(_installation.Scenario.Resources, kind));
        Ask(start, start.Run, () =>
        {
            if (World.Happens(Fault.UserCancels)) World.After(World.Between(0, 40), Cancel);
            if (kind == RunKind.Deploy && World.Happens(Fault.UserDestroys)) World.After(World.Between(0, 30), () => { if (World.Chance(0.5)) GiveUp(start.Run); else QueueDestroy(); });
            else Watch(start.Run, kind);
        });
    }

    private void Cancel() => Run.Call(new RunEvent.Cancel(), _ => { }, () => { });

    /// <summary>Cancels the deployment, and destroys once it has ended.</summary>
    private void GiveUp(string run)
    {
        if (Run.Stored?.Current is { IsOpen: true } current && current.Id == run) Cancel();
        if (Run.Stored?.Current is { IsOpen: false }) Begin(RunKind.Destroy);
        else World.After(TimeSpan.FromSeconds(3), () => GiveUp(run));
    }

    /// <summary>Cancels the deployment, perhaps, and has the destruction wait for its end.</summary>
    private void QueueDestroy()
    {
        var number = ++_runs;
        var ask = new RunEvent.Enqueue($"r{number:D3}", RunKind.Destroy, $"key{number}", "user");
        Ask(ask, ask.Run, () =>
        {
            if (World.Chance(0.5)) Cancel();
            Watch(ask.Run, RunKind.Destroy);
        });
    }

    private void Ask(RunEvent ask, string run, Action then) =>
        Run.Call(ask, reply =>
        {
            if (reply is { Ok: true } && reply.Run != run) throw new PromiseBrokenException("I1", $"one key started {reply.Run} and {run}");
            if (reply.Ok) then();
            else World.After(TimeSpan.FromSeconds(2), () => Ask(ask, run, then));
        }, () => World.After(TimeSpan.FromSeconds(2), () => Ask(ask, run, then)));

    private void Watch(string run, RunKind kind)
    {
        var record = Run.Stored?.Current;
        if (record is null || record.Id != run || record.IsOpen) { World.After(TimeSpan.FromSeconds(1), () => Watch(run, kind)); return; }
        World.Note($"{_environment} {record}");
        if (record.Status == RunStatus.Succeeded) Next(kind);
        else if (World.Chance(0.7)) Retry(run, kind);
        else Begin(RunKind.Destroy);
    }

    private void Retry(string run, RunKind kind) =>
        Run.Call(new RunEvent.Retry(), _ => Watch(run, kind), () => World.After(TimeSpan.FromSeconds(1), () => Retry(run, kind)));

    private void Next(RunKind kind)
    {
        if (kind != RunKind.Destroy) Begin(_deploys < _installation.Scenario.Deploys ? RunKind.Deploy : RunKind.Destroy);
        else if (World.Chance(0.5)) IsFinished = true;
        else Retire();
    }

    /// <summary>Deletes the environment, and looks until nothing of it is stored.</summary>
    private void Retire()
    {
        if (Run.Stored is null) { IsFinished = true; return; }
        Run.Call(new RunEvent.Retire(), _ => World.After(TimeSpan.FromSeconds(2), Retire), () => World.After(TimeSpan.FromSeconds(2), Retire));
    }

    /// <summary>A destruction goes the other way: whatever needs a resource goes before it.</summary>
    public static ImmutableList<RunNode> NodesOf(ImmutableList<SimResource> resources, RunKind kind) => kind == RunKind.Deploy
        ? [.. resources.Select(resource => NodeOf(resource, resource.Needs) with { ContinueOnFailure = resource.Harmless })]
        : [.. resources.Reverse().Select(resource => NodeOf(resource, [.. resources.Where(other => other.Needs.Contains(resource.Name)).Select(other => other.Name)]))];

    private static RunNode NodeOf(SimResource resource, ImmutableList<string> dependsOn) => new() { Id = resource.Name, Resource = resource.Name, DependsOn = dependsOn };
}
