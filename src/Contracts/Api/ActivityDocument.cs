namespace Actors.Contracts.Api;

/// <summary>An activity as the API shows it. Never holds a secret.</summary>
/// <param name="Metadata">Which activity of which run.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Status">Where it is.</param>
public sealed record ActivityDocument(ActivityMetadata Metadata, ActivityDocumentSpec Spec, ActivityDocumentStatus Status)
{
    /// <summary>Always <c>Activity</c>.</summary>
    public string Kind { get; init; } = "Activity";
}
