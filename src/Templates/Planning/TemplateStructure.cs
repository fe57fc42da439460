using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Names and order of the resources of an environment template: what it must keep whatever it refers to.</summary>
internal static class TemplateStructure
{
    private const int MaxHints = 20;

    public static void Check(ResourceDocument template, EnvironmentTemplateSpec spec, FindingList findings)
    {
        var resources = new Dictionary<string, TemplateResource>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Resources.Count; i++)
        {
            var (resource, path) = (spec.Resources[i], $"spec.resources[{i}]");
            var name = NameOf(resource.Name);
            if (name.Length == 0)
            {
                findings.Error(template, path, "The resource has no name.");
            }
            else if (!resources.TryAdd(name, resource))
            {
                findings.Error(template, $"{path}.name", $"The resource '{name}' is there twice.");
            }
            else if (EnvironmentModel.KindOf(resource) is null)
            {
                CheckKind(template, path, resource, findings);
            }
        }

        CheckDependencies(template, spec, resources, findings);
    }

    private static void CheckKind(ResourceDocument template, string path, TemplateResource resource, FindingList findings)
    {
        if (!string.IsNullOrWhiteSpace(resource.Type) && !KnownWords.Has<TemplateResource>(nameof(TemplateResource.Type), resource.Type))
        {
            findings.Error(template, $"{path}.type", KnownWords.Unknown<TemplateResource>(nameof(TemplateResource.Type), resource.Type));
        }
        else if (!KnownWords.Has<TemplateResource>(nameof(TemplateResource.Kind), resource.Kind))
        {
            findings.Error(template, $"{path}.kind", KnownWords.Unknown<TemplateResource>(nameof(TemplateResource.Kind), resource.Kind));
        }
        else
        {
            findings.Error(
                template,
                $"{path}.kind",
                $"A resource is 'dynamic' of kind 'resourcetemplate', or 'static' of kind 'resource' or 'environment', not '{resource.Type}' of '{resource.Kind}'.");
        }
    }

    private static void CheckDependencies(
        ResourceDocument template, EnvironmentTemplateSpec spec, Dictionary<string, TemplateResource> resources, FindingList findings)
    {
        var missing = 0;
        for (var i = 0; i < spec.Resources.Count; i++)
        {
            for (var j = 0; j < spec.Resources[i].DependsOn.Count; j++)
            {
                var name = NameOf(spec.Resources[i].DependsOn[j].Name);
                if (resources.TryGetValue(name, out var on))
                {
                    if (VersionProblem(on, name, spec.Resources[i].DependsOn[j].Version) is { } problem)
                    {
                        findings.Warn(template, $"spec.resources[{i}].dependsOn[{j}].version", problem);
                    }
                }
                else
                {
                    var hint = ++missing > MaxHints ? "" : Nearest.Hint(name, resources.Keys);
                    findings.Error(template, $"spec.resources[{i}].dependsOn[{j}].name", $"The template has no resource '{name}'.{hint}");
                }
            }
        }

        if (Graph.Cycle([.. resources.Keys], name => resources[name].DependsOn.Select(each => NameOf(each.Name)).Where(resources.ContainsKey)) is { } cycle)
        {
            findings.Error(template, "spec.resources", $"The resources depend on each other in a circle: {cycle}.");
        }
    }

    // Where none is named the documents say which one is taken, if they are there.
    private static string? VersionProblem(TemplateResource on, string name, string? version) => (version?.Trim(), on.ResourceOptions?.Version?.Trim()) switch
    {
        (null or "", _) => null,
        _ when EnvironmentModel.KindOf(on) is not (null or KindNames.ResourceTemplate) => $"The version has no effect: '{name}' is a static resource, which has no versions.",
        ({ } wanted, { Length: > 0 } used) when wanted != used => $"The version has no effect: the template's resource '{name}' is of version '{used}', not '{wanted}'.",
        _ => null,
    };

    private static string NameOf(string? name) => name?.Trim() ?? "";
}
