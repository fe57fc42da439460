using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;

namespace Actors.Templates.Planning.Resources;

/// <summary>Plans the hooks of one resource, or of the environment.</summary>
/// <param name="context">What is planned.</param>
/// <param name="resource">The resource; null: the environment.</param>
internal sealed class HookPlanner(PlanContext context, PlannedResource? resource)
{
    private readonly StepPlanner _steps = new(context);

    /// <summary>Before everything of the scope.</summary>
    public IReadOnlyList<PlannedActivity> OnInit(IReadOnlyList<TaskSpec>? hooks) => Plan("onInit", "spec.hooks.onInit", hooks, RunsWhen.Succeeded);

    /// <summary>Puts the hooks that follow the end of a scope into a chain.</summary>
    /// <param name="chain">The scope so far.</param>
    /// <param name="onSuccess">After success.</param>
    /// <param name="onFailure">After a failure.</param>
    /// <param name="onCompletion">After either.</param>
    /// <returns>Ids of the activities that what comes after the scope waits for.</returns>
    public IReadOnlyList<string> AtEnd(Chain chain, IReadOnlyList<TaskSpec>? onSuccess, IReadOnlyList<TaskSpec>? onFailure, IReadOnlyList<TaskSpec>? onCompletion)
    {
        chain.Then(Plan("onSuccess", "spec.hooks.onSuccess", onSuccess, RunsWhen.Succeeded));
        var failure = chain.Beside(Plan("onFailure", "spec.hooks.onFailure", onFailure, RunsWhen.Failed), chain.Ends);
        var completion = Plan("onCompletion", "spec.hooks.onCompletion", onCompletion, RunsWhen.Ended);
        return completion.Count == 0
            ? chain.Ends
            : [.. chain.Ends.Union(chain.Beside(completion, [.. chain.Ends.Union(failure, StringComparer.Ordinal)]), StringComparer.Ordinal)];
    }

    /// <summary>Around a phase of the provider.</summary>
    /// <param name="path">Field of the phase, such as <c>spec.hooks.provider.openTofu.deploy.plan</c>.</param>
    /// <param name="phase">Name of the phase.</param>
    /// <param name="side"><c>before</c> or <c>after</c>.</param>
    /// <param name="hooks">The hooks.</param>
    /// <param name="artifact">Where their working directory comes from; null: they have none.</param>
    public IReadOnlyList<PlannedActivity> Around(string path, string phase, string side, BeforeAfter? hooks, string? artifact) =>
        Plan($"{phase}.{side}", $"{path}.{side}", side == "before" ? hooks?.Before : hooks?.After, RunsWhen.Succeeded, artifact);

    private IReadOnlyList<PlannedActivity> Plan(string hook, string path, IReadOnlyList<TaskSpec>? hooks, RunsWhen when, string? artifact = null) => hooks is not { Count: > 0 } ? [] :
        _steps.Plan(new(resource?.Document ?? context.Model.Template, path, $"{resource?.Name ?? "environment"}.{hook}.", resource, hook) { When = when, Artifact = artifact }, hooks);
}
