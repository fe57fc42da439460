using Actors.Contracts.Identity;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

public sealed partial class AgentGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} is registered: epoch {Epoch}, {Slots} slots, engine {Engine}")]
    private partial void LogRegistered(string agent, long epoch, int slots, string engine);

    [LoggerMessage(Message = "Agent {Agent} was refused by the controller and tries again: {Refusal}")]
    private partial void LogRefused(LogLevel level, string agent, string? refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} stops for ever: a newer session than its epoch {Epoch} lives elsewhere")]
    private partial void LogSuperseded(string agent, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} cannot speak to the controller ({Failures} in a row), tries again")]
    private partial void LogControllerFailed(Exception e, string agent, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} cannot speak to its engine, tries again")]
    private partial void LogEngineFailed(Exception e, string agent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent}: the engine ended the watch, it is begun again")]
    private partial void LogWatchEnded(string agent);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} found the worker of {Attempt} on its engine; it occupies slot {Slot}")]
    private partial void LogFound(string agent, AttemptId attempt, int slot);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent} found the worker of {Attempt}, which nobody holds, and removes it (at the start of the agent: {AtStart})")]
    private partial void LogLeaked(string agent, AttemptId attempt, bool atStart);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent}: slot {Slot} could not be told about {Attempt}")]
    private partial void LogSlotUnheard(Exception e, string agent, int slot, AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} leaves: {Occupied} slots occupied, workers are stopped: {Stop}")]
    private partial void LogLeaving(string agent, int occupied, bool stop);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Agent {Agent} is stopped")]
    private partial void LogStopped(string agent);
}
