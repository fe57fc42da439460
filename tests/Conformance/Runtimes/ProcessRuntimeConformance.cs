using Actors.Contracts.Activities;

namespace Actors.Conformance.Runtimes;

public sealed class ProcessRuntimeConformance() : RuntimeKit(new ProcessHarness())
{
    protected override string Engine => "process";

    [Fact]
    public async Task Start_ImageOfATemplate_IsRefusedWithTheWayOut()
    {
        var (reason, message) = await RefusedAsync("exit 0", RuntimeHarness.Spec() with { Image = "example.com/tool:1", ForeignImage = true });

        Assert.Equal(ReasonCode.StartError, reason);
        Assert.Contains("example.com/tool:1", message, StringComparison.Ordinal);
        Assert.Contains("docker", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_VolumeOfATemplate_IsRefusedWithTheWayOut()
    {
        var (reason, message) = await RefusedAsync("exit 0", RuntimeHarness.Spec() with { Volumes = [new() { MountPath = "/data" }] });

        Assert.Equal(ReasonCode.StartError, reason);
        Assert.Contains("/data", message, StringComparison.Ordinal);
    }
}
