using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Scheduling.Agents;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

internal sealed partial class SlotJob
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Agent {Agent}: worker {Worker} of {Attempt} is with the engine")]
    private partial void LogStarted(string agent, AttemptId attempt, string worker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent}: the worker of {Attempt} cannot be started ({Reason}): {Message}")]
    private partial void LogStartRefused(string agent, AttemptId attempt, ReasonCode reason, string message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Agent {Agent}: stops the worker of {Attempt}")]
    private partial void LogStop(string agent, AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Agent {Agent}: the worker of {Attempt} has ended ({Reason}, exit code {ExitCode})")]
    private partial void LogEnded(string agent, AttemptId attempt, ReasonCode reason, int? exitCode);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Agent {Agent}: slot of {Attempt} is free")]
    private partial void LogFreed(string agent, AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Agent {Agent}: leaves {Attempt} as it is on the engine")]
    private partial void LogAbandoned(string agent, AttemptId attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Agent}: {Step} of {Attempt} failed ({Failures} in a row), is tried again")]
    private partial void LogStepFailed(Exception e, string agent, SlotStep step, AttemptId attempt, int failures);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Agent {Agent}: the output of {Attempt} cannot be read")]
    private partial void LogNoTail(Exception e, string agent, AttemptId attempt);
}
