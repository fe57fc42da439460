using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>Images that lack the Worker program get it from an init container.</summary>
public sealed class KubernetesInjectionTests : KubernetesTest
{
    [Fact]
    public async Task Start_ForeignImage_RunsTheInjectedProgram()
    {
        var runtime = Harness.Create("echo \"$0\"; echo from the image: $(ls /actors); exit 6", new() { ["Kubernetes:WorkerImage"] = RuntimeHarness.Image });
        var (_, spec) = await StartAsync(runtime, RuntimeHarness.Spec() with { ForeignImage = true });

        var end = await EndAsync(runtime, spec);
        var log = await runtime.LogTailAsync(spec.Attempt, 1000, Token);

        Assert.Equal((ReasonCode.ExitCode, 6), (end.Reason, end.ExitCode));
        Assert.DoesNotContain($"{WorkerImages.Program}\n", log, StringComparison.Ordinal);
        Assert.Contains("from the image: worker", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InjectorImageThatIsNotThere_EndsWithImagePull()
    {
        var runtime = Harness.Create("exit 0", new()
        {
            ["Kubernetes:WorkerImage"] = "actors-kit:no-such-image", ["Kubernetes:PullPolicy"] = "Never", ["Kubernetes:WaitingGrace"] = "00:00:02",
        });
        var (_, spec) = await StartAsync(runtime, RuntimeHarness.Spec() with { ForeignImage = true });

        Assert.Equal(ReasonCode.ImagePull, (await EndAsync(runtime, spec)).Reason);
    }
}
