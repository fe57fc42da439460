using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>The jobs of an environment that may have inputs of their own.</summary>
internal static class InputJobs
{
    /// <summary>Name of the handler that stands in for the checkout. Names of tasks have no '/'.</summary>
    public const string Artifact = "artifact/handler";

    /// <summary>The jobs of everything: of the resource templates in their order, then the environment's own hooks, whose resource is empty.</summary>
    public static IEnumerable<(string Resource, IReadOnlyList<(string? Task, IReadOnlyList<MergedInput> Inputs)> Jobs)> All(PlanContext context) =>
    [
        .. context.Model.Resources.Where(resource => resource.Template is not null).Select(resource => (resource.Name, Of(context, resource))),
        ("", [.. OfHooks(context, null, StepWalk.Hooks(context.Model.Spec.Hooks))]),
    ];

    /// <summary>The jobs of a resource with their inputs: its provider's (null) or each task of a custom one, and the handlers beside it that bring inputs:
    /// of its checkout, and of hooks, which are called by place and name as <c>onInit/ask</c> and <c>deploy.plan.before/look</c>.</summary>
    public static IReadOnlyList<(string? Task, IReadOnlyList<MergedInput> Inputs)> Of(PlanContext context, PlannedResource resource)
    {
        var (template, provider) = (resource.Template!, resource.Template!.Provider?.Trim() ?? "");
        var tasks = IsProvider("custom") ? Steps(context, resource.Document, "spec.providerOptions.custom.tasks", template.ProviderOptions?.Custom?.Tasks ?? []) : [];
        return
        [
            .. tasks.Count > 0
                ? tasks.Select(task => ((string?)task.Name, context.Merge(resource, task.Handler)))
                : [(null, context.Merge(resource, IsProvider("openTofu") || IsProvider("terraform") ? context.Handler(resource.Document, HandlerChoice.OfProvider(template)) : null))],
            .. context.Handler(resource.Document, HandlerChoice.OfArtifact(template)) is { Inputs.Count: > 0 } artifact && !IsProvider("system")
                ? new[] { ((string?)Artifact, context.Merge(resource, artifact)) } : [],
            .. OfHooks(context, resource, StepWalk.Hooks(template.Hooks).Where(each => !each.Path.StartsWith(ProviderHooks, StringComparison.Ordinal) || IsProvider(each.Path.Split('.')[3]))),
        ];

        bool IsProvider(string name) => provider.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private const string ProviderHooks = "spec.hooks.provider.";

    private static IEnumerable<(string? Task, IReadOnlyList<MergedInput> Inputs)> OfHooks(
        PlanContext context, PlannedResource? resource, IEnumerable<(string Path, IReadOnlyList<TaskSpec> Hooks)> places) =>
        places.SelectMany(place => Steps(context, resource?.Document ?? context.Model.Template, place.Path, place.Hooks).Where(hook => hook.Handler.Inputs.Count > 0)
            .Select(hook => ((string?)$"{PlaceOf(place.Path)}/{hook.Name}", context.Merge(resource, hook.Handler))));

    private static IReadOnlyList<(string Name, HandlerLookup Handler)> Steps(PlanContext context, ResourceDocument document, string path, IReadOnlyList<TaskSpec> steps) =>
    [
        .. steps.Select((step, i) => (Name: step.Name?.Trim() ?? "", Handler: context.Handler(document, $"{path}[{i}]", step)))
            .Where(each => each.Handler is not null).Select(each => (each.Name, each.Handler!)),
    ];

    // Without the provider, of which a resource has one.
    private static string PlaceOf(string path) => string.Join('.', path.Split('.')[(path.StartsWith(ProviderHooks, StringComparison.Ordinal) ? 4 : 2)..]);
}
