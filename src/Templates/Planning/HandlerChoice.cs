using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Which workflow handler counts where a document may name one by two fields: that of today's name, or where it is absent or empty that of the older name.</summary>
internal static class HandlerChoice
{
    /// <summary>The handler of a task or hook with its field; null: it has none.</summary>
    public static (string Field, HandlerRef Handler)? OfStep(TaskSpec step) => First("workflowHandler", step.WorkflowHandler, "driver", step.Driver);

    /// <summary>What stands in for the checkout of a resource; null: nothing does.</summary>
    public static (string Field, HandlerRef Handler)? OfArtifact(ResourceTemplateSpec template) =>
        First("spec.artifactWorkflowHandler", template.ArtifactWorkflowHandler, "spec.artifactDriver", template.ArtifactDriver);

    /// <summary>What the tool of a resource's provider runs in; null: the agent's own.</summary>
    public static (string Field, HandlerRef Handler)? OfProvider(ResourceTemplateSpec template) =>
        First("spec.providerOptions.workflowHandler", template.ProviderOptions?.WorkflowHandler, "spec.providerOptions.driver", template.ProviderOptions?.Driver);

    /// <summary>Whether a step is carried out by a workflow handler, rather than by its own options.</summary>
    public static bool IsMeant(TaskSpec step) => (step.Type?.Trim().ToUpperInvariant() ?? "") switch
    {
        "" or "WORKFLOWHANDLER" or "DRIVER" => true,
        "CONTAINER" or "HTTP" => step.Options is null or { Container: null, Http: null } && OfStep(step) is not null,
        _ => false,
    };

    /// <summary>Warns of a handler by the older name that another one by today's name leaves without effect.</summary>
    public static void CheckTwo(ResourceDocument document, string field, HandlerRef? handler, string olderField, HandlerRef? older, FindingList findings)
    {
        if (IsGiven(handler) && IsGiven(older) && (handler!.Data is not null || older!.Data is not null || handler.Name!.Trim() != older.Name!.Trim()))
        {
            findings.Warn(document, olderField, $"This has no effect: {field[(field.LastIndexOf('.') + 1)..]} is given as well, and counts.");
        }
    }

    private static (string Field, HandlerRef Handler)? First(string field, HandlerRef? handler, string olderField, HandlerRef? older) =>
        IsGiven(handler) ? (field, handler!) : IsGiven(older) ? (olderField, older!) : null;

    private static bool IsGiven(HandlerRef? reference) => reference is { Data: not null } || !string.IsNullOrWhiteSpace(reference?.Name);
}
