using System.Text;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Api;
using Actors.Runtimes.Kubernetes.Pods;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Kubernetes;

/// <summary>Makes Kubernetes runtimes.</summary>
/// <param name="time">Clock.</param>
/// <param name="loggers">Loggers.</param>
public sealed class KubernetesRuntimeFactory(TimeProvider time, ILoggerFactory loggers) : IWorkerRuntimeFactory
{
    /// <summary>Name of the runtime.</summary>
    public const string RuntimeName = "kubernetes";

    // Annotations of one object are 256 KiB in all.
    private const int LongestCa = 192 * 1024;

    /// <inheritdoc/>
    public string Name => RuntimeName;

    /// <inheritdoc/>
    public IWorkerRuntime Create(RuntimeSettings settings)
    {
        var section = $"Actors:Agents:{settings.AgentName}";
        return RuntimeOptions.Use(settings, KubernetesRuntimeOptionsReader.Read, KubernetesRuntimeOptionsValidator.Validate, options =>
            new KubernetesRuntime(settings, options, new PodBuilder(options, Template(options, section), Ca(settings, section)), KubernetesConnection.Open(options, settings), time,
                loggers.CreateLogger<KubernetesRuntime>()));
    }

    private static System.Text.Json.Nodes.JsonObject Template(KubernetesRuntimeOptions options, string section)
    {
        try
        {
            return OperatorTemplate.Read(options.PodTemplate);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"{section}:Kubernetes:PodTemplate is not usable: {exception.Message}", exception);
        }
    }

    private static string? Ca(RuntimeSettings settings, string section)
    {
        if (settings.CaFile is not { } file)
            return null;
        try
        {
            return new FileInfo(file).Length <= LongestCa
                ? File.ReadAllText(file, Encoding.ASCII)
                : throw new InvalidOperationException($"{section}:CaFile: {file} is longer than {LongestCa >> 10} KiB and does not fit into a pod.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{section}:CaFile: {file} is not readable: {exception.Message}", exception);
        }
    }
}
