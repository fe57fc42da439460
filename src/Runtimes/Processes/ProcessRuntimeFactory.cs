using Actors.Contracts.Runtimes;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Processes;

/// <summary>Makes process runtimes.</summary>
/// <param name="time">Clock.</param>
/// <param name="loggers">Loggers.</param>
public sealed class ProcessRuntimeFactory(TimeProvider time, ILoggerFactory loggers) : IWorkerRuntimeFactory
{
    /// <summary>Name of the runtime.</summary>
    public const string RuntimeName = "process";

    /// <inheritdoc/>
    public string Name => RuntimeName;

    /// <inheritdoc/>
    public IWorkerRuntime Create(RuntimeSettings settings)
    {
        if (!OperatingSystem.IsLinux())
            throw new InvalidOperationException($"Agent '{settings.AgentName}': the runtime 'process' needs Linux (sessions, /proc); choose another by the setting Actors:Agents:{settings.AgentName}:Runtime.");
        return RuntimeOptions.Use(settings, ProcessRuntimeOptions.Read, ProcessRuntimeOptionsValidator.Validate, options =>
            new ProcessRuntime(settings, options, WorkerCommand.Resolve(settings.WorkerProgram, AppContext.BaseDirectory), time, loggers.CreateLogger<ProcessRuntime>()));
    }
}
