using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Docker;

public sealed partial class DockerRuntime
{
    [LoggerMessage(1, LogLevel.Information, "Workers of agent {Agent} are containers of the Docker engine at {Endpoint}, on its network {Network}.")]
    private partial void LogReady(string agent, string endpoint, string network);

    [LoggerMessage(2, LogLevel.Information, "Removed {Count} volumes of agent {Agent} that no container had any more.")]
    private partial void LogCollected(int count, string agent);

    [LoggerMessage(3, LogLevel.Warning, "Looking after the containers of agent {Agent} failed; the next round tries again.")]
    private partial void LogRoundFailed(Exception exception, string agent);

    [LoggerMessage(4, LogLevel.Debug, "Started container {Worker} of {Activity}, attempt {Attempt}.")]
    private partial void LogStarted(string worker, string activity, int attempt);

    [LoggerMessage(5, LogLevel.Debug, "Removed container {Worker}.")]
    private partial void LogRemoved(string worker);

    [LoggerMessage(6, LogLevel.Warning, "The network {Network} does not keep its containers apart: workers on it can reach each other. Without the setting Docker:Network the agent makes one that does.")]
    private partial void LogNotIsolated(string network);

    [LoggerMessage(7, LogLevel.Warning, "The Docker engine at {Endpoint} takes orders from whoever reaches it. Put it behind TLS and name its certificates by the setting Docker:Certificates of agent {Agent}.")]
    private partial void LogUnprotected(string endpoint, string agent);
}
