using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>A pod as the book has it.</summary>
/// <param name="State">Its state.</param>
/// <param name="Times">Since when.</param>
/// <param name="Written">Number of the entry's last writing; grows over all entries.</param>
internal sealed record PodEntry(PodState State, PodTimes Times, long Written);
