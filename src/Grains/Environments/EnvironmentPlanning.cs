using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Grains.Activities;
using Actors.Grains.Hosting;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Grains.Environments;

/// <summary>From a plan to what the machines and the activities are told. Pure.</summary>
internal static class EnvironmentPlanning
{
    /// <summary>The nodes of a run.</summary>
    public static ImmutableList<RunNode> NodesOf(RunPlan plan) =>
    [
        .. plan.Activities.Select(activity => new RunNode
        {
            Id = activity.Id,
            DependsOn = [.. activity.DependsOn],
            ContinueOnFailure = activity.ContinueOnFailure,
            Resource = activity.Resource,
            Task = activity.Task,
            When = activity.When,
            Once = activity.Once,
            Output = activity.Output,
            TakesDown = activity.TakesDown,
            Kind = JobMapping.KindOf(activity.Kind),
            Status = activity.Skipped is null ? ActivityStatus.Waiting : ActivityStatus.Skipped,
            Reason = activity.Skipped is null ? ReasonCode.None : ReasonCode.NotNeeded,
            Message = activity.Skipped,
        }),
    ];

    /// <summary>What an activity is ordered to do.</summary>
    public static ActivityOrder OrderOf(
        ActorKey environment, PlannedActivity planned, ResolvedActivity resolved, string run, int generation, DateTimeOffset releasedAt, ControllerOptions options)
    {
        var project = ActorKey.Of(environment.Segments.Take(2));
        var applies = planned.Kind == ActivityKind.OpenTofu;
        var job = JobMapping.ToWorkerJob(planned, resolved, options.Tofu);
        return new()
        {
            Job = job,
            Size = JobMapping.SizeOf(planned.Size),
            Pod = JobMapping.PodOf(planned.Pod),
            Spec = new()
            {
                Key = environment.Child(run).Child(planned.Id).Value,
                Run = run,
                Id = planned.Id,
                Project = project.Value,
                Resource = planned.Resource,
                Kind = job.Kind,
                DependsOn = [.. planned.DependsOn],
                Class = planned.Phase is ActivityPhase.Apply or ActivityPhase.Destroy ? ActivityClass.Change : ActivityClass.Other,
                Agents = [.. planned.Agents.Select(name => project.Child(name).Value)],
                Generation = generation,
                QueuedAt = releasedAt,
                ScheduleToStart = Seconds(planned.Timeouts.ScheduleToStartSeconds),
                StartToClose = Seconds(planned.Timeouts.StartToCloseSeconds),
                ScheduleToClose = Seconds(planned.Timeouts.ScheduleToCloseSeconds),
                Silence = applies ? options.ApplySilence : options.Silence,
                MaxAttempts = planned.MaxAttempts,
                UsesState = job.OpenTofu is { SystemBackend: true },
            },
        };
    }

    /// <summary>The end of an activity that needs no worker: it cannot even be ordered, it is not needed, or the controller did it by itself.</summary>
    public static ActivityOutcome Ended(
        ActorKey environment, PlannedActivity planned, RunEffect.CreateActivity create, ActivityStatus status, ReasonCode reason, string? message, JsonObject? outputs = null) => new()
        {
            Run = create.Run,
            Id = planned.Id,
            Generation = create.Generation,
            Status = status,
            Reason = reason,
            Message = message,
            Outputs = outputs,
            View = new()
            {
                Key = environment.Child(create.Run).Child(planned.Id).Value,
                Id = planned.Id,
                Resource = planned.Resource,
                Kind = JobMapping.KindOf(planned.Kind),
                DependsOn = planned.DependsOn,
                State = status,
                Reason = reason,
                Message = message,
                QueuedAt = create.ReleasedAt,
                FinishedAt = create.ReleasedAt,
            },
        };

    private static TimeSpan? Seconds(int? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
}
