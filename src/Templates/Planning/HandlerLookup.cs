using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>A workflow handler with the document and field that it stands in.</summary>
internal sealed record HandlerLookup(ResourceDocument Document, string Path, HandlerConfig Config, IReadOnlyList<ContextRef> Inputs)
{
    /// <summary>Finds the handler of a task or hook, named or inline; null with a finding when there is none.</summary>
    public static HandlerLookup? OfStep(string noun, ResourceDocument owner, string stepPath, TaskSpec step, Catalog catalog, FindingList findings)
    {
        if (HandlerChoice.OfStep(step) is { } chosen)
        {
            return Of(owner, $"{stepPath}.{chosen.Field}", chosen.Handler, catalog, findings);
        }

        findings.Error(owner, stepPath, $"The {noun} has no workflowHandler.");
        return null;
    }

    /// <summary>Finds a handler, named or inline; null with a finding when there is none.</summary>
    public static HandlerLookup? Of(ResourceDocument owner, string path, HandlerRef reference, Catalog catalog, FindingList findings)
    {
        if (reference.Data is { } data)
        {
            return With(owner, $"{path}.data.config", data.Config, data.Inputs, findings);
        }

        var name = reference.Name?.Trim() ?? "";

        if (catalog.Find(KindNames.WorkflowHandler, name) is not { } found)
        {
            findings.Error(owner, $"{path}.name", EnvironmentModel.Missing(catalog, KindNames.WorkflowHandler, name, null));
            return null;
        }

        var spec = found.SpecAs<HandlerSpec>();
        return With(found, "spec.config", spec.Config, spec.Inputs, findings);
    }

    /// <summary>Field of the inputs.</summary>
    public string InputsPath => Path[..Path.LastIndexOf('.')] + ".inputs";

    private static HandlerLookup? With(ResourceDocument document, string path, HandlerConfig? config, IReadOnlyList<ContextRef> inputs, FindingList findings)
    {
        if (config is not null)
        {
            return new(document, path, config, inputs);
        }

        findings.Error(document, path, "The workflow handler has no config.");
        return null;
    }
}
