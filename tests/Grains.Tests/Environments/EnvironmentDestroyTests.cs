using Actors.Contracts.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentDestroyTests(ControllerPlaneFixture plane)
{
    [Theory]
    [InlineData("destroy")]
    [InlineData("forceDestroy")]
    public async Task StartRun_ProtectedEnvironment_IsAConflictThatSaysWhatToChange(string kind)
    {
        var project = await DeployedAsync();
        await project.PutAsync(TestDocuments.Protected("enabled"));

        var refused = await project.TryStartAsync(kind);

        Assert.Equal(RunAnswerCode.Conflict, refused.Code);
        Assert.Contains("actors.destroy-protection: disabled", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Deployed", (await project.Environment.GetState()).State);
        await project.PutAsync(TestDocuments.Protected("disabled"));
        Assert.Equal(RunAnswerCode.Accepted, (await project.TryStartAsync(kind)).Code);
    }

    [Fact]
    public async Task Forget_ProtectedEnvironment_IsAConflictAndKeepsIt()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.PutAsync(TestDocuments.Protected("enabled"));

        var refused = await project.Environment.ForgetAsync();

        Assert.Equal(RunAnswerCode.Conflict, refused.Code);
        Assert.Contains("actors.destroy-protection", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunAnswerCode.Accepted, (await project.TryStartAsync()).Code);
    }

    [Fact]
    public async Task Retry_OfADestroyThatIsProtectedByNow_IsAConflict()
    {
        var project = await DeployedAsync();
        await project.StartAsync("destroy");
        await project.Agent.FailAsync(await project.Agent.TakeOneAsync());
        await project.ReachAsync("DestroyFailed");
        await project.PutAsync(TestDocuments.Protected("enabled"));

        Assert.Equal(RunAnswerCode.Conflict, (await project.Environment.RetryRunAsync()).Code);

        await project.PutAsync(TestDocuments.EnvironmentDocument());
        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.RetryRunAsync()).Code);
    }

    [Fact]
    public async Task ForceDestroy_TaskFails_EndsDestroyedAndSaysWhatFailed()
    {
        var project = await DeployedAsync();
        var run = await project.StartAsync("forceDestroy");

        await project.Agent.FailAsync(await project.Agent.TakeOneAsync());

        var state = await project.ReachAsync("Destroyed");
        Assert.Equal((run, "forcedestroy", "Succeeded"), (state.Run, state.RunKind, state.RunState));
        Assert.Contains("'a.task.run'", state.Message, StringComparison.Ordinal);
        Assert.Equal(ActivityStatus.Failed, Assert.Single(await project.Environment.GetActivitiesAsync()).State);
        await project.ReachClearedAsync(run);
        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.ForgetAsync()).Code);
    }

    private async Task<TestProject> DeployedAsync()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var run = await project.StartAsync();
        await project.Agent.WorkAsync(1);
        await project.ReachAsync("Deployed");
        await project.ReachClearedAsync(run);
        return project;
    }
}
