using Actors.Contracts.Activities;
using Actors.Contracts.Identity;

namespace Actors.Contracts.Agents;

/// <summary>The worker of an attempt is gone, has ended, or could not be started.</summary>
/// <param name="Agent">Key of the agent.</param>
/// <param name="Epoch">Epoch of its session.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Worker">Name of the worker on its engine.</param>
/// <param name="Reason">What the engine knows; <see cref="ReasonCode.None"/> for an exit code of 0.</param>
/// <param name="ExitCode">The exit code, where there is one.</param>
/// <param name="Message">The engine's own words, with its events; at most 4 kB.</param>
public sealed record ExitReport(string Agent, long Epoch, AttemptId Attempt, string Worker, ReasonCode Reason, int? ExitCode, string? Message);
