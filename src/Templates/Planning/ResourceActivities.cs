namespace Actors.Templates.Planning;

/// <summary>The activities of one resource before they are joined to those of other resources.</summary>
/// <param name="Artifact">The checkout; null when there is none. It waits for no other resource.</param>
/// <param name="Work">Everything else; dependencies name activities of the same resource only.</param>
internal sealed record ResourceActivities(PlannedActivity? Artifact, IReadOnlyList<PlannedActivity> Work)
{
    public static ResourceActivities None { get; } = new(null, []);

    /// <summary>Ids of the activities that nothing else of the resource waits for.</summary>
    public IReadOnlyList<string> Last =>
        [.. Work.Select(activity => activity.Id).Except(Work.SelectMany(activity => activity.DependsOn), StringComparer.Ordinal)];
}
