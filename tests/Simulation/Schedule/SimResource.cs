using System.Collections.Immutable;

namespace Actors.Simulation.Schedule;

/// <summary>A resource of an environment.</summary>
/// <param name="Name">Its name, and the id of the activity that changes it.</param>
/// <param name="Needs">Resources that must be there before it, and go after it.</param>
/// <param name="Agents">Names of the agents that may change it.</param>
/// <param name="UsesState">It has an OpenTofu state.</param>
/// <param name="Harmless">A deployment goes on when it fails.</param>
/// <param name="MaxAttempts">Attempts for failures of the job.</param>
public sealed record SimResource(string Name, ImmutableList<string> Needs, ImmutableList<string> Agents, bool UsesState, bool Harmless, int MaxAttempts);
