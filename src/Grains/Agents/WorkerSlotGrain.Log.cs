using Actors.Contracts.Identity;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

public sealed partial class WorkerSlotGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent}: slot {Slot} leaves {Old} to the newer session and takes {Attempt}")]
    private partial void LogReplaced(string agent, int slot, AttemptId old, AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent}: slot {Slot} is free of {Attempt}, which the agent learns at its next look only")]
    private partial void LogFreedNotTold(Exception e, string agent, int slot, AttemptId attempt);
}
