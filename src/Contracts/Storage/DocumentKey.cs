namespace Actors.Contracts.Storage;

/// <summary>Key of a stored document.</summary>
/// <param name="Organisation">Organisation.</param>
/// <param name="Project">Project.</param>
/// <param name="Kind">Kind, such as <c>ResourceTemplate</c>.</param>
/// <param name="Name">Name.</param>
/// <param name="Version">Version of a template; empty for kinds without.</param>
public sealed record DocumentKey(string Organisation, string Project, string Kind, string Name, string Version = "");
