using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Grains.Environments;

/// <summary>Carries out what the runs of an environment want done.</summary>
internal sealed class EnvironmentEffects(ActorKey key, EnvironmentServices services, EnvironmentPlanner planner, Func<EnvironmentRecord> record) : IEffectHandler<RunEffect, RunEvent>
{
    private const int DropAtOnce = 100;
    private readonly Dictionary<(string Run, string Id, int Generation), ActivityOrder> _orders = [];
    private (string Run, RunPlan Plan)? _plan;

    public async ValueTask<RunEvent?> RunAsync(RunEffect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case RunEffect.CreateActivity create:
                return await CreateAsync(create, cancellationToken);
            case RunEffect.CancelActivity cancel:
                await Activity(cancel.Run, cancel.Id).CancelAsync(cancel.Generation);
                return new RunEvent.CancelKnown(cancel.Run, cancel.Id, cancel.Generation);
            case RunEffect.StartQueued start:
                return await planner.StartAsync(start.Run);
            case RunEffect.ArchiveRun archive:
                return await ArchiveAsync(archive.Run, cancellationToken);
            case RunEffect.ClearActivity clear:
                await Activity(clear.Run, clear.Id).ClearAsync();
                return new RunEvent.ActivityCleared(clear.Run, clear.Id);
            case RunEffect.Forget:
                await EnvironmentErasure.RunAsync(key, services, cancellationToken);
                return new RunEvent.Forgotten();
            default:
                throw new NotSupportedException($"An environment cannot carry out {effect.GetType().Name}.");
        }
    }

    private async Task<RunEvent> CreateAsync(RunEffect.CreateActivity create, CancellationToken cancellationToken)
    {
        var id = (create.Run, create.Id, create.Generation);
        if (!_orders.TryGetValue(id, out var order))
        {
            var plan = await PlanOfAsync(create.Run, cancellationToken);
            var planned = plan.Find(create.Id) ?? throw new InvalidOperationException($"The plan of run {create.Run} has no activity '{create.Id}'.");
            var known = record();
            var workDirs = WorkDirFacts.Of(key, known.State.Find(create.Run), planned, create.Generation, services.Tokens);
            var facts = new RunFacts
            {
                Outputs = EnvironmentOutputs.During(known),
                Secrets = [.. EnvironmentOutputs.SecretsOf(known), .. workDirs.Token is { } token ? [token] : Array.Empty<string>()],
                StaticEnvironments = await StaticEnvironmentsAsync(plan),
                Artifacts = workDirs.ToJson(),
            };
            var resolved = ActivityResolver.Resolve(plan, create.Id, facts);
            if (resolved.Skipped is { } skipped)
            {
                return Ended(ActivityStatus.Skipped, ReasonCode.NotNeeded, skipped);
            }

            if (resolved.Activity is not { } activity)
            {
                return Ended(ActivityStatus.Failed, ReasonCode.InvalidInput, string.Join(" ", resolved.Findings.Select(f => f.Message)));
            }

            if (activity.Job is ResolvedSystem system)
            {
                return Ended(ActivityStatus.Succeeded, ReasonCode.None, null, system.Outputs);
            }

            order = EnvironmentPlanning.OrderOf(key, plan.Facts, planned, activity, create, services.Options.Value);
            order = order with { ReadsWorkDirs = workDirs.Ids.Count == 0 ? null : workDirs.Ids.ToList(), Spec = order.Spec with { Trace = record().State.Find(create.Run)?.Trace } };
            _orders[id] = order;
        }

        await Activity(create.Run, create.Id).CreateAsync(order);
        return new RunEvent.ActivityCreated(create.Run, create.Id, create.Generation, create.Round);

        RunEvent.ActivityEnded Ended(ActivityStatus status, ReasonCode reason, string? message, JsonObject? outputs = null) =>
            new(EnvironmentPlanning.Ended(key, _plan!.Value.Plan.Find(create.Id)!, create, status, reason, message, outputs));
    }

    private async Task<RunEvent?> ArchiveAsync(string run, CancellationToken cancellationToken)
    {
        if (record().State.Find(run) is { } ended)
        {
            var archive = EnvironmentViews.ArchiveOf(key, ended);
            await services.Runs.ArchiveAsync(key.Child(run).Value, JsonSerializer.Serialize(archive, StateJson.Options), cancellationToken);
            await services.Artifacts.DeleteUnderAsync(key.Child(run).Value, cancellationToken);
            await DropOldRunsAsync(cancellationToken);
        }

        foreach (var old in _orders.Keys.Where(o => o.Run == run).ToList())
        {
            _orders.Remove(old);
        }

        return new RunEvent.Archived(run);
    }

    private async Task DropOldRunsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var old = await services.Runs.ListOlderArchivesUnderAsync(key.Value, services.Options.Value.KeepRuns, DropAtOnce, cancellationToken);
            foreach (var run in old)
            {
                // The archive last: while it is there, it is found again.
                await services.Logs.DeleteUnderAsync(run, cancellationToken);
                await services.Artifacts.DeleteUnderAsync(KeptPlans.Of(run), cancellationToken);
                await services.Runs.DeleteUnderAsync(run, cancellationToken);
            }

            if (old.Count < DropAtOnce)
            {
                return;
            }
        }
    }

    private async Task<RunPlan> PlanOfAsync(string run, CancellationToken cancellationToken)
    {
        if (_plan is { } known && known.Run == run)
        {
            return known.Plan;
        }

        var json = await services.Runs.GetPlanAsync(key.Child(run).Value, cancellationToken)
            ?? throw new InvalidOperationException($"The plan of run {run} is not in the store.");
        _plan = (run, RunPlan.FromJson(json));
        return _plan.Value.Plan;
    }

    private async Task<JsonObject> StaticEnvironmentsAsync(RunPlan plan)
    {
        var outputs = new JsonObject();
        foreach (var name in plan.StaticEnvironments)
        {
            var other = ActorKey.Of(key.Segments[0], key.Segments[1], name);
            outputs[name] = JsonNode.Parse(await services.Grains.GetGrain<IEnvironmentGrain>(other.Value).GetOutputsAsync());
        }

        return outputs;
    }

    private IActivityGrain Activity(string run, string id) => services.Grains.GetGrain<IActivityGrain>(key.Child(run).Child(id).Value);
}
