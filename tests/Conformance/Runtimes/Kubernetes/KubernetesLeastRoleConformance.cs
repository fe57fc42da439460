namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>The same with no right but those that the documentation's Role gives.</summary>
[Collection(KubernetesHarness.Collection)]
public sealed class KubernetesLeastRoleConformance() : RuntimeKit(new KubernetesHarness(leastRole: true))
{
    protected override string Engine => "kubernetes";
}
