using Actors.Contracts.Runtimes;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Docker;

/// <summary>Makes Docker runtimes.</summary>
/// <param name="time">Clock.</param>
/// <param name="loggers">Loggers.</param>
public sealed class DockerRuntimeFactory(TimeProvider time, ILoggerFactory loggers) : IWorkerRuntimeFactory
{
    /// <summary>Name of the runtime.</summary>
    public const string RuntimeName = "docker";

    /// <inheritdoc/>
    public string Name => RuntimeName;

    /// <inheritdoc/>
    public IWorkerRuntime Create(RuntimeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return RuntimeOptions.Use(settings, DockerRuntimeOptionsReader.Read, DockerRuntimeOptionsValidator.Validate, options => WorkerProgram.Problem(settings.WorkerProgram) is { } problem
            ? throw new InvalidOperationException($"Agent '{settings.AgentName}': {problem}")
            : new DockerRuntime(settings, options, DockerEndpoint.Parse(options.Endpoint, options.Certificates), time, loggers.CreateLogger<DockerRuntime>()));
    }
}
