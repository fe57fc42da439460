using Actors.Templates.Kinds;
using Actors.Templates.Planning.Jobs;

namespace Actors.Templates.Planning.Steps;

/// <summary>Plans lists of steps: tasks and hooks have one shape.</summary>
internal sealed class StepPlanner(PlanContext context)
{
    private readonly JobPlanner _jobs = new(context);

    /// <summary>The activities of a list; their dependencies name activities of the same list only.</summary>
    /// <param name="place">Where the list stands.</param>
    /// <param name="steps">Its entries.</param>
    /// <param name="isReversed">Whether the order is turned round, as on destroy.</param>
    public IReadOnlyList<PlannedActivity> Plan(StepPlace place, IReadOnlyList<TaskSpec> steps, bool isReversed = false)
    {
        var list = StepList.Read(place, steps, context.Findings, isReversed);
        var leftOut = list.Names.Where(name => context.IsDestroy && list[name].Step.SkipConfig?.SkipOnDestroy == true).ToHashSet(StringComparer.Ordinal);
        var before = list.Before(leftOut);
        return
        [
            .. list.Names.Where(name => !leftOut.Contains(name))
                .Select(name => Activity(place, name, list[name], [.. before[name].Select(other => place.IdPrefix + other)])).OfType<PlannedActivity>(),
        ];
    }

    private PlannedActivity? Activity(StepPlace place, string name, (TaskSpec Step, string Path) entry, IReadOnlyList<string> before)
    {
        var (step, path) = entry;
        var ok = StepRules.Check(place, path, step, context.Findings);
        var (skipWhen, skipped) = StepCondition.Of(context, place.Document, $"{path}.skipConfig.condition", step.SkipConfig?.Condition);
        if (_jobs.OfStep(place, name, path, step) is not { } job || !ok)
        {
            context.Timeouts(place.Document, 0, ($"{path}.timeoutSeconds", step.TimeoutSeconds));
            return null;
        }

        var agents = context.Agents.Own(place.Hook is null ? AgentLevel.Task : AgentLevel.Hook, place.Document, path, step.Agents) ?? context.Agents.For(place.Resource);
        context.CheckAgents(agents);
        var id = place.IdPrefix + name;
        var timeouts = context.Timeouts(place.Document, job.FallbackSeconds, ($"{path}.timeoutSeconds", step.TimeoutSeconds), job.Timeout);
        return job.Activity(id, context.IsDestroy ? ActivityPhase.Destroy : ActivityPhase.Apply, $"{place.Document.Subject} {path}", agents, timeouts) with
        {
            Resource = place.Resource?.Name,
            Task = name,
            Hook = place.Hook,
            DependsOn = before,
            When = place.When,
            ContinueOnFailure = StepRules.Continues(step),
            Once = step.ExecuteOnce == true,
            Skipped = DoneBefore(place, step, id) ?? skipped,
            SkipWhen = skipWhen,
            Output = place.Output,
        };
    }

    // What a task has brought up it takes down, however often it ran.
    private string? DoneBefore(StepPlace place, TaskSpec step, string id) =>
        step.ExecuteOnce == true && context.Request.Once.Contains(id) && !(context.IsDestroy && place.Hook is null)
            ? "It runs once only (executeOnce), and has done so."
            : null;
}
