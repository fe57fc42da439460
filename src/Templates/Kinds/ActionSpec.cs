namespace Actors.Templates.Kinds;

/// <summary>Something that people start on a live environment.</summary>
public sealed record ActionSpec
{
    /// <summary>Name of the action.</summary>
    public string? Name { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>`deploy` or `workflows`.</summary>
    [KnownValues("deploy", "workflows")]
    public string? Type { get; init; }

    /// <summary>Inputs of the action.</summary>
    public ContextRef? Context { get; init; }

    /// <summary>Tasks of type workflows.</summary>
    public WorkflowTasks? Workflows { get; init; }

    /// <summary>Resources that a deploy is limited to.</summary>
    public IReadOnlyList<NameRef> ReconcileResources { get; init; } = [];
}
