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
            PlanOf = (activity.Job as OpenTofuPlan)?.PlanOf,
            Kind = JobMapping.KindOf(activity.Kind),
            Status = activity.Skipped is null ? ActivityStatus.Waiting : ActivityStatus.Skipped,
            Reason = activity.Skipped is null ? ReasonCode.None : ReasonCode.NotNeeded,
            Message = activity.Skipped,
            LeftOut = activity.Skipped is not null,
            Fetches = activity.Phase == ActivityPhase.Artifact,
        }),
    ];

    /// <summary>What an activity is ordered to do.</summary>
    public static ActivityOrder OrderOf(
        ActorKey environment, EnvironmentFacts facts, PlannedActivity planned, ResolvedActivity resolved, RunEffect.CreateActivity create, ControllerOptions options)
    {
        var project = ActorKey.Of(environment.Segments.Take(2));
        var applies = planned is { Kind: ActivityKind.OpenTofu, Phase: ActivityPhase.Apply or ActivityPhase.Destroy };
        var key = environment.Child(create.Run).Child(planned.Id).Value;
        var job = JobMapping.ToWorkerJob(planned, resolved, key, facts, options.Tofu);
        return new()
        {
            Job = job,
            Size = JobMapping.SizeOf(planned.Size),
            Pod = JobMapping.PodOf(planned.Pod),
            Image = JobMapping.ImageOf(planned),
            Account = JobMapping.AccountOf(planned),
            Volumes = JobMapping.WorkerVolumesOf(planned),
            Spec = new()
            {
                Key = key,
                Run = create.Run,
                Id = planned.Id,
                Project = project.Value,
                Resource = planned.Resource,
                Kind = job.Kind,
                DependsOn = [.. planned.DependsOn],
                Class = planned.Phase is ActivityPhase.Apply or ActivityPhase.Destroy ? ActivityClass.Change : ActivityClass.Other,
                Agents = [.. planned.Agents.Select(name => project.Child(name).Value)],
                Generation = create.Generation,
                QueuedAt = create.ReleasedAt,
                ScheduleToStart = Seconds(planned.Timeouts.ScheduleToStartSeconds),
                StartToClose = Seconds(planned.Timeouts.StartToCloseSeconds),
                ScheduleToClose = Seconds(planned.Timeouts.ScheduleToCloseSeconds),
                Silence = applies ? options.ApplySilence : options.Silence,
                MaxAttempts = planned.MaxAttempts,
                Repeat = Seconds(planned.Polling?.RepeatSeconds),
                Until = Seconds(planned.Polling?.UntilSeconds),
                SuccessCondition = planned.SuccessWhen?.Text,
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
