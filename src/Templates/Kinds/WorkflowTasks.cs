namespace Actors.Templates.Kinds;

/// <summary>Tasks and their order.</summary>
public sealed record WorkflowTasks
{
    /// <summary>The tasks.</summary>
    public IReadOnlyList<TaskSpec> Tasks { get; init; } = [];

    /// <summary>Whether they also run on destroy, in reverse order.</summary>
    public bool? ReverseOnDestroy { get; init; }
}
