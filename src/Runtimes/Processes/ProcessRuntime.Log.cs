using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Processes;

public sealed partial class ProcessRuntime
{
    [LoggerMessage(1, LogLevel.Information, "Workers of agent {Agent} are processes below {Folder}. {Note}")]
    private partial void LogReady(string agent, string folder, string? note);

    [LoggerMessage(2, LogLevel.Information, "Collected {Count} leftovers of interrupted starts and removals below {Folder}.")]
    private partial void LogCollected(int count, string folder);

    [LoggerMessage(3, LogLevel.Warning, "Looking after the workers of agent {Agent} failed; the next round tries again.")]
    private partial void LogRoundFailed(Exception exception, string agent);

    [LoggerMessage(4, LogLevel.Debug, "Started worker {Worker} of {Activity}, attempt {Attempt}.")]
    private partial void LogStarted(string worker, string activity, int attempt);

    [LoggerMessage(5, LogLevel.Debug, "Removed worker {Worker}.")]
    private partial void LogRemoved(string worker);

    [LoggerMessage(6, LogLevel.Warning, "Worker {Worker} was created but never started, and does not start now either.")]
    private partial void LogResumeFailed(Exception exception, string worker);
}
