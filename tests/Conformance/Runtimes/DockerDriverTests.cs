using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Docker.DotNet.Models;

namespace Actors.Conformance.Runtimes;

/// <summary>Containers of templates: the image's own command, environment and folder, and an account for it.</summary>
public sealed class DockerDriverTests : DockerTests
{
    private const string Image = "actors-kit:driver";

    [Fact]
    public async Task Run_CommandInAForeignImage_TheWorkerIsToldWhatTheImageSays()
    {
        await ImportAsync();
        var spec = RuntimeHarness.Spec() with { Kind = WorkerKind.Command, Image = Image, ForeignImage = true };

        var (end, output) = await RunAsync(Runtime("pwd; echo $ACTORS_IMAGE_FOLDER; echo $KIT_OWN; echo $ACTORS_IMAGE_COMMAND; echo $ACTORS_ISOLATED"), spec);

        Assert.Equal((ReasonCode.None, "/var/actors/w\n/bin\nof the image\n{\"entrypoint\":[\"/bin/echo\",\"it is\"],\"command\":[\"said\"]}\n1\n"), (end.Reason, output));
    }

    [Fact]
    public async Task Run_HttpCalls_KnowWhatTheyMayReach()
    {
        var spec = RuntimeHarness.Spec() with { Kind = WorkerKind.Http, HttpAllow = ["loopback", "10.0.0.0/8"], HttpRefuse = ["10.0.0.1:8080", "[fd00::1]:8081"] };

        var (_, output) = await RunAsync(Runtime("echo $ACTORS_HTTP_ALLOW $ACTORS_HTTP_REFUSE"), spec);

        Assert.Equal("loopback,10.0.0.0/8 10.0.0.1:8080,[fd00::1]:8081\n", output);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Run_RootFileSystem_IsReadOnlyUnlessTheTemplateSaysOtherwise(bool? asked, bool readOnly)
    {
        var spec = RuntimeHarness.Spec() with { Pod = new() { ReadOnlyRootFileSystem = asked } };

        var (_, output) = await RunAsync(Runtime("mount | grep ' on / ' | grep -o '(r[ow]'"), spec);

        Assert.Equal((readOnly ? "(ro\n" : "(rw\n", readOnly), (output, (await InspectAsync(spec)).HostConfig!.ReadonlyRootfs));
    }

    [Fact]
    public async Task Pull_WithTheAccountOfTheTemplate_OnlyThatOneGetsTheImage()
    {
        await using var registry = new DockerRegistry("kit", "planted-password");
        var image = $"{registry.Host}/team/app:1";
        var spec = RuntimeHarness.Spec() with { Image = image, ForeignImage = true };
        try
        {
            var wrong = await Assert.ThrowsAsync<WorkerStartException>(() => StartAsync(Runtime("exit 0"), spec with { Account = new() { Username = "kit", Password = "planted-wrong" } }));
            var elsewhere = await Assert.ThrowsAsync<WorkerStartException>(() => StartAsync(Runtime("exit 0"), spec with { Account = new() { Registry = "https://registry.example/v2/", Username = "kit", Password = "planted-password" } }));
            Assert.Equal((ReasonCode.ImagePull, ReasonCode.ImagePull), (wrong.Reason, elsewhere.Reason));
            Assert.Contains("registry.example", elsewhere.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("planted", wrong.ToString() + elsewhere, StringComparison.Ordinal);

            var right = spec with { Account = new() { Registry = registry.Host, Username = "kit", Password = "planted-password" } };
            var (end, output) = await RunAsync(Runtime("echo pulled"), right);

            Assert.Equal((ReasonCode.None, "pulled\n"), (end.Reason, output));
            using var http = DockerEngine.Http();
            Assert.DoesNotContain("planted", await http.GetStringAsync(new Uri($"http://docker/containers/{(await InspectAsync(right)).ID}/json"), Token), StringComparison.Ordinal);
        }
        finally
        {
            await RemoveStartedAsync();
            await Client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Run_Volumes_AreTheWorkersOwnAndGoWithIt()
    {
        var spec = RuntimeHarness.Spec() with { Volumes = [new() { MountPath = "/data/cache" }, new() { MountPath = "/srv", Claim = true, SizeGiB = 1 }, new() { MountPath = "/dev/shm" }] };
        var runtime = Runtime("ls /data/cache /srv /dev/shm; for folder in /data/cache /srv /dev/shm; do echo kept > $folder/file && cat $folder/file; done; dd if=/dev/zero of=/dev/shm/large bs=1M count=80 2>/dev/null && wc -c < /dev/shm/large");

        var (end, output) = await RunAsync(runtime, spec);

        Assert.Equal((ReasonCode.None, "/data/cache:\n\n/dev/shm:\n\n/srv:\nkept\nkept\nkept\n83886080\n"), (end.Reason, output));
        Assert.True(Harness.IsAnythingLeft(spec.Attempt));
        await runtime.RemoveAsync(spec.Attempt, Token);
        Assert.False(Harness.IsAnythingLeft(spec.Attempt));
    }

    private async Task ImportAsync()
    {
        using var root = DockerEngine.BusyboxRoot();
        root.Position = 0;
        await Client.Images.CreateImageAsync(
            new() { Repo = "actors-kit", Tag = "driver", Changes = ["ENTRYPOINT [\"/bin/echo\", \"it is\"]", "CMD [\"said\"]", "ENV KIT_OWN=\"of the image\"", "WORKDIR /bin"] },
            root, null, new Progress<JSONMessage>(), Token);
    }
}
