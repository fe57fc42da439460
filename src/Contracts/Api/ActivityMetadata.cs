namespace Actors.Contracts.Api;

/// <summary>Which activity of which run.</summary>
/// <param name="Name">Id within the run, such as <c>network.artifact</c>.</param>
/// <param name="Project">Name of the project.</param>
/// <param name="Environment">Name of the environment.</param>
/// <param name="Run">Id of the run.</param>
public sealed record ActivityMetadata(string Name, string Project, string Environment, string Run);
