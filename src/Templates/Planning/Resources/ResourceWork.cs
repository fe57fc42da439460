namespace Actors.Templates.Planning.Resources;

/// <summary>What brings a resource up or takes it down, without the hooks around the resource.</summary>
/// <param name="Artifact">What fetches its code; null when there is nothing to fetch.</param>
/// <param name="Stages">Everything else, one stage after the other; dependencies name the artifact and activities of the same stage only.</param>
internal sealed record ResourceWork(PlannedActivity? Artifact, IReadOnlyList<IReadOnlyList<PlannedActivity>> Stages)
{
    /// <summary>Nothing to do.</summary>
    public static ResourceWork None { get; } = new(null, []);

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Stages.All(stage => stage.Count == 0);
}
