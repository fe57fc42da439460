using Actors.Runtimes.Cgroups;

namespace Actors.Runtimes.Tests.Cgroups;

public sealed class CgroupMountTests
{
    private const string Mounts = """
        22 27 0:21 / /proc rw,relatime - proc proc rw
        35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
        36 31 0:33 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
        41 31 0:38 /docker/abc /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        """;

    [Fact]
    public void Parse_BothVersions_FindsThem()
    {
        var mounts = CgroupMount.Parse(Mounts);

        Assert.Equal([(1, "/sys/fs/cgroup/memory"), (1, "/sys/fs/cgroup/cpu,cpuacct"), (2, "/sys/fs/cgroup/unified")], mounts.Select(mount => (mount.Version, mount.Folder)));
        Assert.Contains("cpuacct", mounts[1].Controllers);
    }

    [Theory]
    [InlineData("4:memory:/system.slice/silo\n1:cpu,cpuacct:/\n0::/docker/abc/silo", "/sys/fs/cgroup/memory/system.slice/silo", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/unified/silo")]
    [InlineData("0::/elsewhere", null, null, null)]
    public void OwnGroup_OfEachMount_IsItsFolder(string own, string? memory, string? cpu, string? unified) =>
        Assert.Equal([memory, cpu, unified], CgroupMount.Parse(Mounts).Select(mount => mount.OwnGroup(own)));

    [Theory]
    [InlineData(100, 10_000)]
    [InlineData(2500, 250_000)]
    [InlineData(1, 1_000)]
    public void Quota_OfASize_IsItsShareOfThePeriod(int cpuMillis, long quota) => Assert.Equal(quota, CgroupFiles.Quota(new(cpuMillis, 1)));
}
