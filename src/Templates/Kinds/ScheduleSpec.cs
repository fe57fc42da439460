using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Something that happens by time.</summary>
public sealed record ScheduleSpec
{
    /// <summary>Name of the schedule.</summary>
    public string? Name { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>`deploy`, `destroy` or `workflows`.</summary>
    [KnownValues("deploy", "destroy", "workflows")]
    public string? Type { get; init; }

    /// <summary>When.</summary>
    public Cadence? Cadence { get; init; }

    /// <summary>Values of the run.</summary>
    public ContextRef? Context { get; init; }

    /// <summary>Tasks of type workflows.</summary>
    public WorkflowTasks? Workflows { get; init; }

    /// <summary>Rules for opting out, kept as they are.</summary>
    public JsonNode? OptOutOptions { get; init; }
}
