namespace Actors.Contracts.Api;

/// <summary>Versions of templates that an environment is on, until it is updated.</summary>
/// <param name="Template">Environment template.</param>
/// <param name="Version">Its version; empty: it has none.</param>
/// <param name="Resources">Versions of the resource templates, by resource; empty: it has none.</param>
public sealed record LaunchedVersions(string Template, string Version, IReadOnlyDictionary<string, string> Resources);
