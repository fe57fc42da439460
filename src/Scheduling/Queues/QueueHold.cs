namespace Actors.Scheduling.Queues;

/// <summary>An attempt that the agent holds.</summary>
/// <param name="Epoch">Epoch under which its activity knows the holder.</param>
/// <param name="Project">Project of the activity.</param>
/// <param name="Cancel">It is to be cancelled.</param>
/// <param name="CancelSent">An answer of this session has said so.</param>
/// <param name="Fresh">Its activity has just granted it: it may be sent, or sent again. Else the activity is asked first.</param>
public sealed record QueueHold(long Epoch, string Project, bool Cancel = false, bool CancelSent = false, bool Fresh = false);
