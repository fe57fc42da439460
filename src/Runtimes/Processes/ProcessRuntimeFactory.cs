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
        try
        {
            var options = ProcessRuntimeOptions.Read(settings.Values);
            var findings = ProcessRuntimeOptionsValidator.Validate(options);
            if (findings.Count > 0)
                throw new InvalidOperationException($"Settings Actors:Agents:{settings.AgentName}: {string.Join(" ", findings)}");
            var command = WorkerCommand.Resolve(settings.WorkerProgram, AppContext.BaseDirectory);
            return new ProcessRuntime(settings, options, command, time, loggers.CreateLogger<ProcessRuntime>());
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"Settings Actors:Agents:{settings.AgentName}: {exception.Message}", exception);
        }
    }
}
