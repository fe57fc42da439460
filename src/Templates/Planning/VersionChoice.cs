using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Which versions of templates a run takes: those that were launched, until the environment is updated.</summary>
internal sealed class VersionChoice(PlanRequest request, FindingList findings)
{
    private readonly EnvironmentSpec _spec = request.Environment.SpecAs<EnvironmentSpec>();

    /// <summary>Whether the run goes on with what was launched: it takes it down, it is that of an action or schedule, or the document was not applied since.</summary>
    public bool IsKept => request.Launch is { } launch && (request.RunKind.TakesDown() || request.Trigger is not null || launch.Revision == request.Revision);

    /// <summary>The environment template; null with a finding when there is none to use.</summary>
    public ResourceDocument? Template()
    {
        var (name, version) = (_spec.Template?.Name?.Trim() ?? "", _spec.Template?.Version?.Trim() ?? "");
        if (name.Length == 0)
        {
            findings.Error(request.Environment, "spec.template.name", "The environment names no template.");
            return null;
        }

        if (IsKept && request.Launch is { } launch && (launch.Template == name || request.RunKind.TakesDown()))
        {
            return Kept(KindNames.EnvironmentTemplate, launch.Template, launch.Version, request.Environment, "spec.template.version");
        }

        if (request.Catalog.Find(KindNames.EnvironmentTemplate, name, version, VersionRules.StateOf(_spec.Template?.VersionState)) is not { } found)
        {
            findings.Error(request.Environment, "spec.template.name", EnvironmentModel.Missing(request.Catalog, KindNames.EnvironmentTemplate, name, version));
            return null;
        }

        VersionRules.CheckUse(request.Environment, "spec.template.version", found, isError: !request.RunKind.TakesDown(), request.Catalog, findings);
        return found;
    }

    /// <summary>The resource template of a resource; null with a finding when there is none to use.</summary>
    public ResourceDocument? Resource(ResourceDocument template, string resource, string? version, string path)
    {
        // A version of the environment template itself is what was launched; where its author names another one by now, it was changed for that.
        var named = version?.Trim() ?? "";
        if (IsKept && request.Launch!.Resources.TryGetValue(resource, out var launched) && (named.Length == 0 || named == launched || request.RunKind.TakesDown())
            && Kept(KindNames.ResourceTemplate, resource, launched, template, $"{path}.resourceOptions.version") is { } kept)
        {
            return kept;
        }

        if (request.Catalog.Find(KindNames.ResourceTemplate, resource, named) is not { } found)
        {
            findings.Error(template, $"{path}.name", EnvironmentModel.Missing(request.Catalog, KindNames.ResourceTemplate, resource, named));
            return null;
        }

        VersionRules.CheckUse(template, $"{path}.resourceOptions.version", found, isError: !request.RunKind.TakesDown(), request.Catalog, findings);
        return found;
    }

    private ResourceDocument? Kept(string kind, string name, string version, ResourceDocument owner, string path)
    {
        if (request.Catalog.FindExact(kind, name, version) is not { } found)
        {
            findings.Error(
                owner,
                path,
                $"The environment was launched with {VersionRules.Named(kind, name, version)}, which is not there any more. Apply that version again"
                + (request.RunKind.TakesDown() ? " to take the environment down." : ", or apply the Environment again to move it to another one."));
            return null;
        }

        VersionRules.CheckUse(owner, path, found, isError: false, request.Catalog, findings);
        return found;
    }
}
