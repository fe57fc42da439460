namespace Actors.Scheduling.Queues;

/// <summary>An attempt that is being asked for.</summary>
/// <param name="Epoch">Epoch of the session that asks.</param>
/// <param name="Project">Project of the activity.</param>
public sealed record QueueRequest(long Epoch, string Project);
