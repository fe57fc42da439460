using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Scheduling.Activities;

namespace Actors.Grains.Tests.Activities;

public sealed class PackageRightTests
{
    private static readonly ActivityOrder Plain = new()
    {
        Spec = new() { Key = "default/p/env/r/a", Run = "r", Id = "a", Project = "default/p", Kind = WorkerKind.Function, Agents = ["default/p/one"], QueuedAt = default },
        Job = new() { Kind = WorkerKind.Function, Function = new() { Language = "python", Dependencies = ["six"] } },
    };

    public static TheoryData<string> Sayings => ["absolute file", "kept volume", "volume", "pod template", "privileged", "writable root"];

    [Fact]
    public void Of_JobOfItsPackagesAlone_IsItsSet()
    {
        Assert.Equal(PackageSet.HashOf(Plain.Job), PackageRight.Of(Plain));
        Assert.NotNull(PackageRight.Of(Plain));
    }

    [Fact]
    public void Of_FilesOfTheWorkingDirectoryAndPlacesOfThePod_ChangeNothing() => Assert.Equal(PackageRight.Of(Plain), PackageRight.Of(Plain with
    {
        Job = Plain.Job with { Files = [new("pip.conf", [1], false)] },
        Pod = new() { NodeSelector = new Dictionary<string, string> { ["zone"] = "a" }, Tolerations = new JsonArray(), ReadOnlyRootFileSystem = true },
    }));

    [Theory]
    [MemberData(nameof(Sayings))]
    public void Of_TemplateHasASayInWhatPipFinds_IsNone(string saying) => Assert.Null(PackageRight.Of(saying switch
    {
        "absolute file" => Plain with { Job = Plain.Job with { Files = [new("/etc/xdg/pip/pip.conf", [1], false)] } },
        "kept volume" => Plain with { Job = Plain.Job with { Volumes = [new("v", "/etc/xdg/pip")] } },
        "volume" => Plain with { Volumes = [new() { MountPath = "/etc/xdg/pip" }] },
        "pod template" => Plain with { Pod = new() { Template = new JsonObject() } },
        "privileged" => Plain with { Pod = new() { Privileged = true } },
        _ => Plain with { Pod = new() { ReadOnlyRootFileSystem = false } },
    }));
}
