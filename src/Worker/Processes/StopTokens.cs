namespace Actors.Worker.Processes;

/// <summary>The two ways to end a process group.</summary>
/// <param name="Interrupt">Ask it to end.</param>
/// <param name="Kill">SIGKILL, at once.</param>
internal readonly record struct StopTokens(CancellationToken Interrupt, CancellationToken Kill);
