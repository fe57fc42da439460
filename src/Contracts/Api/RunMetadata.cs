namespace Actors.Contracts.Api;

/// <summary>Which run of which environment.</summary>
/// <param name="Name">Id of the run.</param>
/// <param name="Project">Name of the project.</param>
/// <param name="Environment">Name of the environment.</param>
public sealed record RunMetadata(string Name, string Project, string Environment);
