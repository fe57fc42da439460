using System.Text.Json.Nodes;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>What a template gets of what it asks for.</summary>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="Patch">Patch of the pod; nothing in it needs more than the agent allows.</param>
internal sealed record PodPlan(string Namespace, JsonObject Patch);
