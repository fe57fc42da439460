using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using k8s;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>Containers of templates on a cluster: folder and environment of the image, and an account for it.</summary>
public sealed class KubernetesDriverTests : KubernetesTest
{
    [Fact]
    public async Task Run_CommandInAForeignImage_BeginsWhereTheImageSays()
    {
        var runtime = Harness.Create("echo in $(pwd); echo $ACTORS_ISOLATED; exit 3", new() { ["Kubernetes:WorkerImage"] = RuntimeHarness.Image });
        var (_, spec) = await StartAsync(runtime, RuntimeHarness.Spec() with { Kind = WorkerKind.Command, ForeignImage = true });

        await EndAsync(runtime, spec);

        Assert.Equal("in /\n1\n", await runtime.LogTailAsync(spec.Attempt, 1000, Token));
    }

    [Fact]
    public async Task Pull_WithTheAccountOfTheTemplate_TheSecretGoesWithThePod()
    {
        await using var registry = new DockerRegistry("kit", "planted-password");
        var image = $"{registry.Host}/team/app:1";
        // The secret comes after the pod: where the kubelet was faster, it pulls in vain first and comes again after ten seconds.
        var settings = new Dictionary<string, string?> { ["Kubernetes:WorkerImage"] = RuntimeHarness.Image, ["Kubernetes:WaitingGrace"] = "00:00:30" };
        var spec = RuntimeHarness.Spec() with { Image = image, ForeignImage = true };
        var name = WorkerName.Of(spec.Installation, spec.Attempt);

        var runtime = Harness.Create("echo pulled", settings);
        await StartAsync(runtime, spec with { Account = new() { Registry = registry.Host, Username = "kit", Password = "planted-password" } });
        var end = await EndAsync(runtime, spec);

        Assert.Equal((ReasonCode.None, "pulled\n"), (end.Reason, await runtime.LogTailAsync(spec.Attempt, 1000, Token)));
        var pod = await Harness.Stage.Client.ReadNamespacedPodAsync(name, Harness.Stage.Namespace, cancellationToken: Token);
        Assert.DoesNotContain("planted", KubernetesJson.Serialize(pod), StringComparison.Ordinal);
        Assert.Contains(Secrets(), secret => secret == name);
        await runtime.RemoveAsync(spec.Attempt, Token);
        await UntilAsync(() => !Secrets().Contains(name), "the secret is gone with its pod");
    }

    [Fact]
    public async Task Pull_WithAnAccountThatIsWrong_EndsWithImagePull()
    {
        await using var registry = new DockerRegistry("kit", "secret");
        var runtime = Harness.Create("exit 0", new() { ["Kubernetes:WorkerImage"] = RuntimeHarness.Image });
        var spec = RuntimeHarness.Spec() with { Image = $"{registry.Host}/team/app:1", ForeignImage = true, Account = new() { Username = "kit", Password = "planted" } };

        await StartAsync(runtime, spec);
        var end = await EndAsync(runtime, spec);

        Assert.Equal(ReasonCode.ImagePull, end.Reason);
        Assert.DoesNotContain("planted", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_WithAnAccountForAnotherRegistry_IsRefusedBeforeThereIsAPod()
    {
        var runtime = Keep(Harness.Create("exit 0"));
        var spec = RuntimeHarness.Spec() with { Image = "example.com/app:1", ForeignImage = true, Account = new() { Registry = "other.example.com", Username = "kit", Password = "planted" } };

        var refused = await Assert.ThrowsAsync<WorkerStartException>(() => runtime.StartAsync(spec, Token));

        Assert.Equal(ReasonCode.ImagePull, refused.Reason);
        Assert.Contains("other.example.com", refused.Message, StringComparison.Ordinal);
        Assert.Null(await runtime.InspectAsync(spec.Attempt, Token));
    }

    [Fact]
    public async Task Run_Volumes_AreTheWorkersOwn()
    {
        var spec = RuntimeHarness.Spec() with { Volumes = [new() { MountPath = "/data/cache" }, new() { MountPath = "/srv", SizeGiB = 1 }, new() { MountPath = "/dev/shm" }] };
        var (runtime, _) = await StartAsync("ls /data/cache /srv /dev/shm; for folder in /data/cache /srv /dev/shm; do echo kept > $folder/file && cat $folder/file; done; dd if=/dev/zero of=/dev/shm/large bs=1M count=80 2>/dev/null && wc -c < /dev/shm/large", spec);

        var end = await EndAsync(runtime, spec);

        Assert.Equal((ReasonCode.None, "/data/cache:\n\n/dev/shm:\n\n/srv:\nkept\nkept\nkept\n83886080\n"), (end.Reason, await runtime.LogTailAsync(spec.Attempt, 1000, Token)));
    }

    [Fact]
    public async Task Run_ClaimThatTheAgentDoesNotAllow_IsRefused()
    {
        var runtime = Keep(Harness.Create("exit 0"));

        var refused = await Assert.ThrowsAsync<WorkerStartException>(() => runtime.StartAsync(RuntimeHarness.Spec() with { Volumes = [new() { MountPath = "/data", Claim = true }] }, Token));

        Assert.Equal(ReasonCode.InvalidInput, refused.Reason);
        Assert.Contains("usePVC", refused.Message, StringComparison.Ordinal);
        Assert.Contains("volumes=ephemeral", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_CommandOfTheImage_IsAskedOfItsRegistry(bool plain)
    {
        await using var registry = new DockerRegistry("kit", "planted-password");
        var runtime = Harness.Create("echo $ACTORS_IMAGE_COMMAND", new() { ["Kubernetes:WorkerImage"] = RuntimeHarness.Image, ["Kubernetes:PlainRegistries:0"] = plain ? registry.Host : null });
        var spec = RuntimeHarness.Spec() with
        {
            Kind = WorkerKind.Command, Image = $"{registry.Host}/team/app:1", ForeignImage = true, OwnCommand = true, Account = new() { Username = "kit", Password = "planted-password" },
        };
        if (!plain)
        {
            // Nothing goes to a registry in the open that nobody named.
            var refused = await Assert.ThrowsAsync<WorkerStartException>(() => Keep(runtime).StartAsync(spec, Token));
            Assert.Equal(ReasonCode.ImagePull, refused.Reason);
            Assert.Contains("'commands'", refused.Message, StringComparison.Ordinal);
            return;
        }

        await StartAsync(runtime, spec);
        await EndAsync(runtime, spec);

        Assert.Equal("{\"entrypoint\":[\"/bin/echo\",\"$(KIT)\"],\"command\":[\"said\"]}\n", await runtime.LogTailAsync(spec.Attempt, 1000, Token));
    }

    private List<string> Secrets() => [.. Harness.Stage.Client.ListNamespacedSecret(Harness.Stage.Namespace).Items.Select(secret => secret.Metadata.Name)];
}
