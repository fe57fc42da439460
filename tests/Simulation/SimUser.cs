using System.Collections.Immutable;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Simulation;

/// <summary>Somebody who brings an environment up, changes their mind, retries, and takes it down in the end.</summary>
public sealed class SimUser
{
    private const int Deploys = 2;
    private readonly Installation _installation;
    private readonly string _environment;
    private int _runs;

    public SimUser(Installation installation, string environment)
    {
        _installation = installation;
        _environment = environment;
        World.After(World.Between(0, 10), () => Begin(RunKind.Deploy));
    }

    public bool IsFinished { get; private set; }

    private World World => _installation.World;

    private RunActor Run => _installation.Runs[_environment];

    private void Begin(RunKind kind)
    {
        var number = ++_runs;
        var start = new RunEvent.Start($"r{number:D3}", kind, $"key{number}", Diamond(kind));
        Ask(start, () =>
        {
            if (World.Fault(0.3)) World.After(World.Between(0, 40), () => Run.Call(new RunEvent.Cancel(), _ => { }, () => { }));
            Watch(start.Run, kind);
        });
    }

    private void Ask(RunEvent.Start start, Action then) =>
        Run.Call(start, reply =>
        {
            if (reply is { Ok: true } && reply.Run != start.Run) throw new PromiseBrokenException("I1", $"key {start.Key} started {reply.Run} and {start.Run}");
            if (reply.Ok) then();
            else World.After(TimeSpan.FromSeconds(2), () => Ask(start, then));
        }, () => World.After(TimeSpan.FromSeconds(2), () => Ask(start, then)));

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
        if (kind == RunKind.Destroy) IsFinished = true;
        else Begin(_runs < Deploys ? RunKind.Deploy : RunKind.Destroy);
    }

    private static ImmutableList<RunNode> Diamond(RunKind kind) => kind == RunKind.Deploy
        ? [Node("network"), Node("storage", "network"), Node("compute", "network"), Node("app", "storage", "compute"), Node("notify") with { ContinueOnFailure = true }]
        : [Node("app"), Node("storage", "app"), Node("compute", "app"), Node("network", "storage", "compute")];

    private static RunNode Node(string id, params string[] dependsOn) => new() { Id = id, Resource = id, DependsOn = [.. dependsOn] };
}
