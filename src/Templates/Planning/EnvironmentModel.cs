using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>An environment template with the documents of its resources, checked for names, references and cycles.</summary>
internal sealed class EnvironmentModel
{
    private readonly Dictionary<string, PlannedResource> _byName = new(StringComparer.Ordinal);

    private EnvironmentModel(ResourceDocument template)
    {
        Template = template;
        Spec = template.SpecAs<EnvironmentTemplateSpec>();
    }

    public ResourceDocument Template { get; }

    public EnvironmentTemplateSpec Spec { get; }

    /// <summary>The resources in the template's order.</summary>
    public IReadOnlyList<PlannedResource> Resources { get; private set; } = [];

    /// <summary>Loads what a template refers to; whatever is missing becomes a finding.</summary>
    /// <param name="template">The environment template.</param>
    /// <param name="catalog">What it refers to.</param>
    /// <param name="findings">Where to say what is missing.</param>
    /// <param name="versions">Which versions a run takes; null: the template is only looked at.</param>
    public static EnvironmentModel Load(ResourceDocument template, Catalog catalog, FindingList findings, VersionChoice? versions = null)
    {
        var model = new EnvironmentModel(template);
        model.LoadResources(catalog, findings, versions);
        return model;
    }

    /// <summary>A model of a template with other resources than it lists.</summary>
    public static EnvironmentModel Of(ResourceDocument template, IReadOnlyList<PlannedResource> resources)
    {
        var model = new EnvironmentModel(template) { Resources = resources };
        foreach (var resource in resources)
        {
            model._byName[resource.Name] = resource;
        }

        return model;
    }

    public PlannedResource? Find(string name) => _byName.GetValueOrDefault(name);

    public IEnumerable<string> DependsOn(string name) => Find(name)?.DependsOn ?? [];

    /// <summary>Kind of the document behind a resource, by its type and kind in any letter case; null when they are not known.</summary>
    public static string? KindOf(TemplateResource resource)
    {
        var isStatic = "static".Equals(resource.Type?.Trim(), StringComparison.OrdinalIgnoreCase);
        var kind = resource.Kind?.Trim().ToUpperInvariant() ?? "";
        return (isStatic, kind) switch
        {
            (false, "" or "RESOURCETEMPLATE") => KindNames.ResourceTemplate,
            (true, "" or "RESOURCE") => KindNames.Resource,
            (true, "ENVIRONMENT") => KindNames.Environment,
            _ => null,
        };
    }

    private void LoadResources(Catalog catalog, FindingList findings, VersionChoice? versions)
    {
        TemplateStructure.Check(Template, Spec, findings);
        for (var i = 0; i < Spec.Resources.Count; i++)
        {
            var (resource, path) = (Spec.Resources[i], $"spec.resources[{i}]");
            var name = resource.Name?.Trim() ?? "";
            if (name.Length > 0 && !_byName.ContainsKey(name) && LoadDocument(resource, name, path, catalog, findings, versions) is { } document)
            {
                _byName[name] = new(name, path, document, [.. resource.DependsOn.Select(each => each.Name?.Trim() ?? "").Where(each => each.Length > 0)]);
            }
        }

        Resources = [.. Spec.Resources.Select(each => Find(each.Name?.Trim() ?? "")).OfType<PlannedResource>().Distinct()];
        CheckVersions(findings);
    }

    // What the template says of a resource's version itself is told by TemplateStructure.
    private void CheckVersions(FindingList findings)
    {
        var open = Spec.Resources.Where(each => string.IsNullOrWhiteSpace(each.ResourceOptions?.Version)).Select(each => each.Name?.Trim() ?? "").ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < Spec.Resources.Count; i++)
        {
            for (var j = 0; j < Spec.Resources[i].DependsOn.Count; j++)
            {
                var on = Spec.Resources[i].DependsOn[j];
                if (on.Version?.Trim() is { Length: > 0 } version && open.Contains(on.Name?.Trim() ?? "") && Find(on.Name!.Trim())?.Document is { Spec: ResourceTemplateSpec } used && used.Version != version)
                {
                    findings.Warn(
                        Template,
                        $"spec.resources[{i}].dependsOn[{j}].version",
                        $"The version has no effect: the template names none for its resource '{used.Name}', so that {VersionRules.Named(used.Kind, used.Name, used.Version)} is taken, not '{version}'. "
                        + "Name the version in resourceOptions.version of that resource.");
                }
            }
        }
    }

    private ResourceDocument? LoadDocument(TemplateResource resource, string name, string path, Catalog catalog, FindingList findings, VersionChoice? versions)
    {
        if (KindOf(resource) is not { } kind)
        {
            return null;
        }

        var version = kind == KindNames.ResourceTemplate ? resource.ResourceOptions?.Version : null;
        if (kind == KindNames.ResourceTemplate && versions is not null)
        {
            return versions.Resource(Template, name, version, path) is { } chosen ? Overridden(chosen, resource, path, findings) : null;
        }

        if (catalog.Find(kind, name, version) is not { } document)
        {
            Tell(catalog, kind, name, version, $"{path}.name", findings);
            return null;
        }

        return Overridden(document, resource, path, findings);
    }

    // A template may be applied again, and disabled, while what it refers to has no active version; its launch is refused then.
    private void Tell(Catalog catalog, string kind, string name, string? version, string path, FindingList findings)
    {
        var message = Missing(catalog, kind, name, version);
        if (string.IsNullOrWhiteSpace(version) && catalog.Versions(kind, name).Count > 0)
        {
            findings.Warn(Template, path, message);
        }
        else
        {
            findings.Error(Template, path, message);
        }
    }

    private ResourceDocument Overridden(ResourceDocument document, TemplateResource resource, string path, FindingList findings)
    {
        return resource.Overrides?.Values is { Count: > 0 } values && document.Spec is ResourceTemplateSpec spec
            ? TemplateOverride.Apply(document, values, spec.Overrides?.AllowedPaths ?? [], Template, $"{path}.overrides.values", findings)
            : document;
    }

    /// <summary>The message for a reference to what is not there.</summary>
    public static string Missing(Catalog catalog, string kind, string name, string? version)
    {
        var versions = catalog.Versions(kind, name);
        if (versions.Count > 0)
        {
            var known = string.Join(", ", versions.Select(each => each.Version.Length == 0 ? "(blank)" : each.Version));
            return string.IsNullOrWhiteSpace(version)
                ? $"The {kind} '{name}' has no active version; it has {known}."
                : $"The {kind} '{name}' has no version '{version.Trim()}'; it has {known}.";
        }

        var hint = Nearest.Hint(name, catalog.Names(kind));
        return catalog.IsOfFiles
            ? $"There is no {kind} '{name}' in these files.{hint} Give its file as a PATH, too."
            : $"There is no {kind} '{name}' in {(catalog.IsOrganisation ? "any" : "this")} project.{hint} Apply it first.";
    }
}
