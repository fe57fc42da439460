namespace Actors.Contracts.Api;

/// <summary>A run as the API shows it.</summary>
/// <param name="Metadata">Which run of which environment.</param>
/// <param name="Spec">What it does.</param>
/// <param name="Status">Where it is.</param>
public sealed record RunDocument(RunMetadata Metadata, RunDocumentSpec Spec, RunDocumentStatus Status)
{
    /// <summary>Always <c>Run</c>.</summary>
    public string Kind { get; init; } = "Run";
}
