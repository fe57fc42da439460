namespace Actors.Contracts.Api;

/// <summary>What a run does.</summary>
/// <param name="Kind"><c>Deploy</c> or <c>Destroy</c>.</param>
public sealed record RunDocumentSpec(string Kind);
