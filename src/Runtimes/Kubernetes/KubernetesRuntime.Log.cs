using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime
{
    [LoggerMessage(10, LogLevel.Information, "Workers of agent {Agent} are pods in {Namespaces} of the cluster at {Server} (from {Source}).")]
    private partial void LogReady(string agent, string namespaces, Uri server, string source);

    [LoggerMessage(11, LogLevel.Debug, "Started the pod {Pod} of {Activity}, attempt {Attempt}.")]
    private partial void LogStarted(string pod, string activity, int attempt);

    [LoggerMessage(12, LogLevel.Debug, "Removed the pod {Pod}.")]
    private partial void LogRemoved(string pod);
}
