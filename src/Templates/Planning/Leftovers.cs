using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Resources that an environment still has and its template has no more.</summary>
internal static class Leftovers
{
    /// <summary>What of earlier launches is up and not in the template.</summary>
    public static IReadOnlyList<LaunchedResource> Of(PlanRequest request, EnvironmentModel model)
    {
        if (request.Launch is not { } launch)
        {
            return [];
        }

        // Launches of older programs say no more than names and versions.
        var built = launch.Built.Count > 0 ? launch.Built : [.. launch.Resources.Select(each => new LaunchedResource { Name = each.Key, Version = each.Value })];
        return
        [
            .. built.Concat(launch.Leftover).Concat(launch.Removing).Where(each => model.Find(each.Name)?.Template is null).DistinctBy(each => each.Name, StringComparer.Ordinal)
                .Select(each => each.Template is null ? each with { Template = launch.Template, TemplateVersion = launch.Version } : each),
        ];
    }

    /// <summary>Contexts to take them down in: with the values of the templates that they were launched by, where those are still there.</summary>
    public static IReadOnlyList<PlanContext> Contexts(PlanContext context, IReadOnlyList<LaunchedResource> leftovers) =>
    [
        .. leftovers.GroupBy(each => (each.Template, each.TemplateVersion)).Select(group => Context(context, group.Key.Template, group.Key.TemplateVersion, [.. group])).OfType<PlanContext>(),
    ];

    private static PlanContext? Context(PlanContext context, string? name, string version, IReadOnlyList<LaunchedResource> leftovers)
    {
        var template = context.Catalog.FindExact(KindNames.EnvironmentTemplate, name ?? "", version) ?? context.Model.Template;
        var resources = leftovers.Select(each => Resource(context, each)).OfType<PlannedResource>().ToList();
        var request = context.Request with { RunKind = context.IsDestroy ? context.Request.RunKind : RunKind.Destroy };
        return resources.Count == 0 ? null : new(request, EnvironmentModel.Of(template, resources), context.Findings) { PlansOnly = context.PlansOnly };
    }

    /// <summary>How to take the resources of a model down later.</summary>
    public static IReadOnlyList<LaunchedResource> Built(EnvironmentModel model) =>
    [
        .. model.Resources.Where(resource => resource.Template is not null).Select(resource => new LaunchedResource
        {
            Name = resource.Name,
            Version = resource.Document.Version,
            Template = model.Template.Name,
            TemplateVersion = model.Template.Version,
            DependsOn = resource.DependsOn,
            Overrides = model.Spec.Resources.First(each => each.Name?.Trim() == resource.Name).Overrides?.Values is { Count: > 0 } values ? (System.Text.Json.Nodes.JsonObject)values.DeepClone() : null,
        }),
    ];

    private static PlannedResource? Resource(PlanContext context, LaunchedResource launched)
    {
        var (model, findings) = (context.Model, context.Findings);
        if (context.Catalog.FindExact(KindNames.ResourceTemplate, launched.Name, launched.Version) is not { } document)
        {
            findings.Error(
                model.Template,
                "spec.resources",
                $"The environment still has the resource '{launched.Name}' of an earlier version of its template, and {VersionRules.Named(KindNames.ResourceTemplate, launched.Name, launched.Version)}, "
                + "by which it is taken down, is not there any more. Apply that version again.");
            return null;
        }

        var whole = launched.Overrides is { } values && document.Spec is ResourceTemplateSpec spec
            ? TemplateOverride.Apply(document, values, spec.Overrides?.AllowedPaths ?? [], model.Template, "spec.resources", findings)
            : document;
        findings.Warn(model.Template, "spec.resources", $"The resource '{launched.Name}' of an earlier version is taken down: this version has it no more.");
        return new(launched.Name, "spec.resources", whole, launched.DependsOn);
    }
}
