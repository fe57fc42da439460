using Actors.Cli.Clusters;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Clusters;

public sealed class ClusterPlanTests
{
    private static readonly ClusterSettings Settings = new() { Folder = "/data", Agents = ["east", "west"], Project = "lab" };

    [Fact]
    public void Of_AllPortsFree_GivesEachSiloItsBlockAndAllOneWorkerPort()
    {
        var plans = ClusterPlan.Of(3, 8080, Settings, _ => true);

        Assert.Equal(["silo-1", "silo-2", "silo-3"], plans.Select(plan => plan.Name));
        Assert.Equal([8080, 8090, 8100], plans.Select(plan => plan.Api.Port));
        Assert.All(plans, plan => Assert.Equal("http://127.0.0.1:8081", Setting(plan, "--Actors:WorkerListen")));
        Assert.Equal(["8082", "8092", "8102"], plans.Select(plan => Setting(plan, "--Actors:SiloPort")));
        Assert.All(plans, plan => Assert.Equal(("/data", "lab", "lab"), (Setting(plan, "--data"), Setting(plan, "--Actors:Agents:east:Project"), Setting(plan, "--Actors:Agents:west:Project"))));
    }

    [Theory]
    [InlineData(8080, new[] { 8090, 8100 })]
    [InlineData(8081, new[] { 8090, 8100 })]
    [InlineData(8092, new[] { 8080, 8100 })]
    [InlineData(8091, new[] { 8080, 8090 })]
    public void Of_APortIsTaken_SkipsTheBlockThatNeedsIt(int taken, int[] ports) =>
        Assert.Equal(ports, ClusterPlan.Of(2, 8080, Settings, port => port != taken).Select(plan => plan.Api.Port));

    [Fact]
    public void Of_NoPortIsFree_SaysWhatToChoose() =>
        Assert.Contains("--port", Assert.Throws<CliException>(() => ClusterPlan.Of(1, 60000, Settings, _ => false)).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_ADatabaseWithAPassword_KeepsItOutOfTheArguments()
    {
        var plan = ClusterPlan.Of(1, 8080, Settings with { Database = "Host=db;Password=secret" }, _ => true).Single();

        Assert.Equal("Host=db;Password=secret", plan.Environment["Actors__Database"]);
        Assert.DoesNotContain(plan.Arguments, argument => argument.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", $"{plan}{Settings with { Database = "secret" }}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster", "up")]
    [InlineData("cluster", "up", "0")]
    [InlineData("cluster", "up", "17")]
    [InlineData("cluster", "up", "many")]
    [InlineData("cluster", "up", "2", "--port", "70000")]
    [InlineData("cluster", "up", "2", "--agents", "a__b")]
    [InlineData("cluster", "up", "2", "--agents", ",")]
    [InlineData("cluster", "up", "2", "--agents", "east,East")]
    public async Task Up_CalledWrongly_EndsWith2(params string[] args) => Assert.Equal(ExitCodes.Usage, (await CliRun.RunAsync(args)).ExitCode);

    private static string Setting(SiloPlan plan, string key) => plan.Arguments[plan.Arguments.ToList().IndexOf(key) + 1];
}
