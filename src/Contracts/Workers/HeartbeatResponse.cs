namespace Actors.Contracts.Workers;

/// <summary>Answer to a heartbeat.</summary>
/// <param name="Cancel">The job is to be cancelled: SIGINT, grace, SIGKILL to its process group, then report <c>Cancelled</c>.</param>
public sealed record HeartbeatResponse(bool Cancel);
