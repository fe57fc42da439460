namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>How the worker's container ended.</summary>
/// <param name="Code">Its exit code; 128 + n for signal n.</param>
/// <param name="Signal">The signal, where the engine tells it by itself.</param>
/// <param name="Reason">Kubernetes' word for it: <c>Error</c>, <c>OOMKilled</c>, <c>StartError</c>.</param>
/// <param name="Message">What the engine says, or the end of the output.</param>
internal sealed record PodEnd(int Code, int? Signal, string? Reason, string? Message);
