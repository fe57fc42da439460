using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>A workflow handler with the document and field that it stands in.</summary>
internal sealed record HandlerLookup(ResourceDocument Document, string Path, HandlerConfig Config, IReadOnlyList<ContextRef> Inputs)
{
    /// <summary>Finds the handler of a task, named or inline; null with a finding when there is none.</summary>
    public static HandlerLookup? Of(ResourceDocument owner, string taskPath, TaskSpec task, Catalog catalog, FindingList findings)
    {
        var field = task.WorkflowHandler is not null ? "workflowHandler" : "driver";
        var path = $"{taskPath}.{field}";
        var reference = task.WorkflowHandler ?? task.Driver;
        if (reference?.Data is { } data)
        {
            return With(owner, $"{path}.data.config", data.Config, data.Inputs, findings);
        }

        var name = reference?.Name?.Trim() ?? "";
        if (name.Length == 0)
        {
            findings.Error(owner, taskPath, "The task has no workflowHandler.");
            return null;
        }

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
