using Actors.Runtimes.Cgroups;

namespace Actors.Runtimes.Tests.Cgroups;

/// <summary>The settings written, on plain files in the kernel's place. That the kernel heeds them is the runtime kit's matter.</summary>
public sealed class CgroupLimitsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("actors-cgroups-").FullName;

    public void Dispose() => Directory.Delete(_root, true);

    [Fact]
    public void Create_V2_GivesControllersAndWritesLimits()
    {
        var group = Path.Combine(_root, "group");
        var worker = Assert.Single(new CgroupsV2(group, true).FoldersOf("actors-x-1"));
        Touch(_root, "cgroup.subtree_control");
        Touch(group, "cgroup.subtree_control");
        Touch(worker, "memory.max", "memory.swap.max", "cpu.max");

        new CgroupsV2(group, true).Create([worker], new(250, 512L << 20));

        Assert.Equal("536870912", Read(worker, "memory.max"));
        Assert.Equal("0", Read(worker, "memory.swap.max"));
        Assert.Equal("25000 100000", Read(worker, "cpu.max"));
        Assert.Contains("+cpu", Read(group, "cgroup.subtree_control"), StringComparison.Ordinal);
        Assert.Contains("+cpu", Read(_root, "cgroup.subtree_control"), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_V1_WritesLimitsWhereTheyBelong()
    {
        var cgroups = new CgroupsV1(Path.Combine(_root, "memory"), Path.Combine(_root, "cpu"));
        var folders = cgroups.FoldersOf("actors-x-1");
        Touch(folders[0], "memory.limit_in_bytes", "memory.memsw.limit_in_bytes");
        Touch(folders[1], "cpu.cfs_period_us", "cpu.cfs_quota_us");

        cgroups.Create(folders, new(100, 1L << 20));

        Assert.Equal("1048576", Read(folders[0], "memory.limit_in_bytes"));
        Assert.Equal("1048576", Read(folders[0], "memory.memsw.limit_in_bytes"));
        Assert.Equal("100000", Read(folders[1], "cpu.cfs_period_us"));
        Assert.Equal("10000", Read(folders[1], "cpu.cfs_quota_us"));
    }

    [Fact]
    public void Create_V1MemoryOnly_HasOneGroup()
    {
        var cgroups = new CgroupsV1(Path.Combine(_root, "memory"), null);

        Assert.Single(cgroups.FoldersOf("actors-x-1"));
        Assert.False(cgroups.Enforced);
        Assert.Contains("CPU is not", cgroups.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory.events", "low 0\noom 4\noom_kill 2\noom_group_kill 0\n", 2)]
    [InlineData("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", 3)]
    [InlineData("memory.limit_in_bytes", "1", 0)]
    public void OutOfMemoryKills_OfTheKernelsFile_AreCounted(string name, string text, long kills)
    {
        File.WriteAllText(Path.Combine(_root, name), text);

        Assert.Equal(kills, CgroupFiles.OutOfMemoryKills([_root, "/no/such/group"]));
    }

    [Fact]
    public void Create_NoCgroupsForAWorkerThatHadSome_SaysWhy() =>
        Assert.Contains("because", Assert.Throws<IOException>(() => new NoCgroups("because").Create([_root], new(1, 1))).Message, StringComparison.Ordinal);

    private static void Touch(string folder, params string[] names)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in names)
            File.WriteAllText(Path.Combine(folder, name), "");
    }

    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(folder, name));
}
