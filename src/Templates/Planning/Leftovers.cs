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

        var pending = launch.Leftover.Concat(request.LaunchSucceeded ? [] : launch.Removing);
        return [.. launch.Built.Concat(pending).Where(each => model.Find(each.Name)?.Template is null).DistinctBy(each => each.Name, StringComparer.Ordinal)];
    }

    /// <summary>A context to take them down in; null when there are none, or with findings when one of them cannot be taken down.</summary>
    public static PlanContext? Context(PlanContext context, IReadOnlyList<LaunchedResource> leftovers)
    {
        var resources = leftovers.Select(each => Resource(context, each)).OfType<PlannedResource>().ToList();
        return resources.Count == 0 ? null : new(
            context.Request with { RunKind = context.IsDestroy ? context.Request.RunKind : RunKind.Destroy }, EnvironmentModel.Of(context.Model.Template, resources), context.Findings)
        {
            PlansOnly = context.PlansOnly,
        };
    }

    /// <summary>How to take the resources of a model down later.</summary>
    public static IReadOnlyList<LaunchedResource> Built(EnvironmentModel model) =>
    [
        .. model.Resources.Where(resource => resource.Template is not null).Select(resource => new LaunchedResource
        {
            Name = resource.Name,
            Version = resource.Document.Version,
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
