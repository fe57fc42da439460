using Actors.Contracts.Activities;

namespace Actors.Runtimes.Processes;

/// <summary>A worker is to end (file <c>stop</c>): whoever looks after it next carries it out, also after a restart of the silo.</summary>
/// <param name="Reason"><see cref="ReasonCode.Cancelled"/> or <see cref="ReasonCode.DeadlineExceeded"/>.</param>
/// <param name="KillAt">When SIGKILL is due, in seconds from the machine's boot.</param>
/// <param name="Signalled">Whether SIGTERM was sent; it is sent once.</param>
internal sealed record StopOrder(ReasonCode Reason, double KillAt, bool Signalled);
