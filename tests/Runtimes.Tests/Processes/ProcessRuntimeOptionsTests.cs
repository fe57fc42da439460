using Actors.Contracts.Runtimes;
using Actors.Runtimes.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Runtimes.Tests.Processes;

public sealed class ProcessRuntimeOptionsTests
{
    [Fact]
    public void Read_AllSettings_AreRead()
    {
        var options = ProcessRuntimeOptions.Read(new Dictionary<string, string?>
        {
            ["Runtime"] = "process",
            ["Process"] = null,
            ["Process:Environment"] = null,
            ["Process:Environment:1"] = "B",
            ["Process:Environment:0"] = "A",
            ["process:limits"] = "memory",
            ["Process:CgroupParent"] = "/sys/fs/cgroup/x",
            ["Process:OutputLimit"] = "65536",
            ["Process:Interval"] = "00:00:01",
            ["Process:DeadlineGrace"] = "00:00:30",
        });

        Assert.Equal(["A", "B"], options.Environment);
        Assert.Equal((ProcessLimits.Memory, "/sys/fs/cgroup/x", 65536, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)),
            (options.Limits, options.CgroupParent, options.OutputLimit, options.Interval, options.DeadlineGrace));
        Assert.Empty(ProcessRuntimeOptionsValidator.Validate(options));
    }

    [Theory]
    [InlineData("Process:Limits", "much")]
    [InlineData("Process:Limits", "7")]
    [InlineData("Process:OutputLimit", "-1")]
    [InlineData("Process:Interval", "soon")]
    [InlineData("Process:Shell", "bash")]
    public void Read_WrongSetting_IsNamed(string key, string value) =>
        Assert.Contains(key, Assert.Throws<FormatException>(() => ProcessRuntimeOptions.Read(new Dictionary<string, string?> { [key] = value })).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_WrongValues_AreAllFound()
    {
        var findings = ProcessRuntimeOptionsValidator.Validate(new()
        {
            Environment = ["OK_1", "1X", "PATH", "ACTORS_TICKET"],
            OutputLimit = 1,
            Interval = TimeSpan.Zero,
            DeadlineGrace = TimeSpan.FromDays(1),
            CgroupParent = "relative",
        });

        Assert.Equal(7, findings.Count);
    }

    [Fact]
    public void Create_NoWorkerProgram_SaysWhereItLookedAndTheSetting()
    {
        var settings = new RuntimeSettings { Installation = "i", AgentKey = "a", AgentName = "local", DataFolder = "/tmp", WorkerProgram = "/no/such/worker" };

        var exception = Assert.Throws<InvalidOperationException>(() => new ProcessRuntimeFactory(TimeProvider.System, NullLoggerFactory.Instance).Create(settings));

        Assert.Contains("/no/such/worker", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:WorkerProgram", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WrongSetting_NamesTheAgent()
    {
        var settings = new RuntimeSettings
        {
            Installation = "i",
            AgentKey = "a",
            AgentName = "local",
            DataFolder = "/tmp",
            Values = new Dictionary<string, string?> { ["Process:Limits"] = "x" },
        };

        var exception = Assert.Throws<InvalidOperationException>(() => new ProcessRuntimeFactory(TimeProvider.System, NullLoggerFactory.Instance).Create(settings));

        Assert.Contains("Actors:Agents:local", exception.Message, StringComparison.Ordinal);
    }
}
