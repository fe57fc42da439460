using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Tests;

public sealed class VolumePathsTests
{
    [Theory]
    [InlineData("/data")]
    [InlineData("/var/lib/app")]
    [InlineData("/tmp/cache")]
    [InlineData("/var/actors-cache")]
    [InlineData("/dev/shm")]
    public void Check_OfAFolderOfItsOwn_Passes(string path) => VolumePaths.Check(Spec(path));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("data")]
    [InlineData("/data/")]
    [InlineData("//data")]
    [InlineData("/a/../var/actors")]
    [InlineData("/a:b")]
    [InlineData("/var")]
    [InlineData("/var/actors")]
    [InlineData("/var/actors/w")]
    [InlineData("/tmp")]
    [InlineData("/proc/sys")]
    [InlineData("/dev")]
    [InlineData("/dev/shm/x")]
    [InlineData("/dev/shmem")]
    public void Check_OfWhatHidesSomething_IsRefused(string path)
    {
        var refused = Assert.Throws<WorkerStartException>(() => VolumePaths.Check(Spec(path)));

        Assert.Equal(ReasonCode.InvalidInput, refused.Reason);
        Assert.Contains($"'{path}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfTheSamePathTwice_IsRefused() => Assert.Throws<WorkerStartException>(() => VolumePaths.Check(Spec("/data", "/data")));

    [Fact]
    public void Check_OfTooMany_IsRefused() => Assert.Throws<WorkerStartException>(() => VolumePaths.Check(Spec([.. Enumerable.Range(0, 11).Select(number => $"/data{number}")])));

    [Fact]
    public void Volume_Claim_GoesWithThePod() => Assert.Equal(
        """{"name":"actors-volume-1","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"20Gi"}},"storageClassName":"fast"}}}}""",
        PodVolumes.Volume(new() { MountPath = "/data", Claim = true, SizeGiB = 20, StorageClass = "fast" }, 1).ToJsonString());

    [Theory]
    [InlineData(null, """{"name":"actors-volume-0","emptyDir":{}}""")]
    [InlineData(5, """{"name":"actors-volume-0","emptyDir":{"sizeLimit":"5Gi"}}""")]
    public void Volume_Folder_HasTheSizeThatIsAskedFor(int? size, string expected) => Assert.Equal(expected, PodVolumes.Volume(new() { MountPath = "/data", SizeGiB = size }, 0).ToJsonString());

    private static WorkerSpec Spec(params string[] paths) => new()
    {
        Installation = "i", Agent = "o/p/a", Attempt = new("o/p/e/r/a", 1), Size = new(100, 1 << 28), WorkerUrl = "http://127.0.0.1", Ticket = "t",
        Volumes = [.. paths.Select(path => new WorkerVolume { MountPath = path })],
    };
}
