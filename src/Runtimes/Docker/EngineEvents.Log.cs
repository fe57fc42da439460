using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Docker;

internal sealed partial class EngineEvents
{
    [LoggerMessage(1, LogLevel.Information, "The Docker engine at {Endpoint} has closed the stream of events; it is opened again.")]
    private partial void LogEnded(string endpoint);

    [LoggerMessage(2, LogLevel.Warning, "The stream of events of the Docker engine at {Endpoint} broke; it is opened again.")]
    private partial void LogBroken(Exception exception, string endpoint);
}
