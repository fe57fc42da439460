using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Steps;

/// <summary>A list of steps: the tasks of a custom provider, an action or a schedule, or the hooks of one place.</summary>
/// <param name="Document">The document that lists them.</param>
/// <param name="Path">Field of the list, such as <c>spec.hooks.onInit</c>.</param>
/// <param name="IdPrefix">What the ids of their activities begin with, dot included.</param>
/// <param name="Resource">The resource that they belong to; null: the environment.</param>
/// <param name="Hook">Place of hooks, such as <c>onInit</c> or <c>plan.before</c>; null: they are tasks.</param>
internal sealed record StepPlace(ResourceDocument Document, string Path, string IdPrefix, PlannedResource? Resource, string? Hook)
{
    /// <summary>When they run, by how what comes before them ended.</summary>
    public RunsWhen When { get; init; }

    /// <summary>Id of the activity whose packed working directory they start from; null: none.</summary>
    public string? Artifact { get; init; }

    /// <summary>What their outputs belong to.</summary>
    public OutputOf Output { get; init; }

    /// <summary>A word for messages.</summary>
    public string Noun => Hook is null ? "task" : "hook";
}
