namespace Actors.Conformance.Runtimes.Kubernetes;

[Collection(KubernetesHarness.Collection)]
public sealed class KubernetesRuntimeConformance() : RuntimeKit(new KubernetesHarness())
{
    protected override string Engine => "kubernetes";
}
