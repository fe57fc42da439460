namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>With no right but those that the documentation's Role gives; the other tests of the cluster have all rights.</summary>
[Collection(KubernetesHarness.Collection)]
public sealed class KubernetesRuntimeConformance() : RuntimeKit(new KubernetesHarness(leastRole: true))
{
    protected override string Engine => "kubernetes";
}
