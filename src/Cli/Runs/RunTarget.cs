namespace Actors.Cli.Runs;

/// <summary>A run of an environment.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Environment">Name of the environment.</param>
/// <param name="Run">Id of the run; empty when it is not known yet.</param>
internal sealed record RunTarget(string Project, string Environment, string Run);
