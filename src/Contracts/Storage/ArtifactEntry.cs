namespace Actors.Contracts.Storage;

/// <summary>An artifact in a list.</summary>
/// <param name="Activity">Key of the activity.</param>
/// <param name="Name">Name.</param>
/// <param name="Bytes">Size.</param>
public sealed record ArtifactEntry(string Activity, string Name, long Bytes);
