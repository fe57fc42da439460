namespace Actors.Conformance.Runtimes;

[Collection(DockerHarness.Collection)]
public sealed class DockerRuntimeConformance() : RuntimeKit(new DockerHarness())
{
    protected override string Engine => "docker";
}
