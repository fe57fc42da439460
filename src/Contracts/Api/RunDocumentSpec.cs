namespace Actors.Contracts.Api;

/// <summary>What a run does.</summary>
/// <param name="Kind"><c>Deploy</c>, <c>Destroy</c>, <c>ForceDestroy</c> or <c>Plan</c>.</param>
public sealed record RunDocumentSpec(string Kind);
