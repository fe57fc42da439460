namespace Actors.Conformance.Runtimes;

public sealed class ProcessRuntimeConformance() : RuntimeKit(new ProcessHarness())
{
    protected override string Engine => "process";
}
