using Actors.Grains.Environments;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentStartTests(ControllerPlaneFixture plane)
{
    [Fact]
    public async Task StartRun_UnknownEnvironment_IsNotFoundAndStoresNothing()
    {
        var project = new TestProject(plane);

        var answer = await project.TryStartAsync();

        Assert.Equal((RunAnswerCode.NotFound, null), (answer.Code, answer.Run));
        Assert.Contains($"no environment 'env'", answer.Message, StringComparison.Ordinal);
        Assert.Equal(0, await project.CountRowsAsync("environment"));
    }

    [Fact]
    public async Task StartRun_MissingTemplate_IsInvalidWithFindingsAndStoresNothing()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Template("resources: [{name: missing}]"), TestDocuments.EnvironmentDocument());

        var answer = await project.TryStartAsync();

        Assert.Equal((RunAnswerCode.Invalid, null), (answer.Code, answer.Run));
        Assert.Contains(answer.Findings, finding => finding.Contains("missing", StringComparison.Ordinal));
        Assert.Equal(0, await project.CountRowsAsync("environment"));
        Assert.Equal("NotDeployed", (await project.Environment.GetState()).State);
    }

    [Fact]
    public async Task StartRun_UnknownKind_IsInvalid()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);

        var answer = await project.TryStartAsync("explode");

        Assert.Equal(RunAnswerCode.Invalid, answer.Code);
        Assert.Contains("'explode'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartRun_SameIdempotencyKey_IsTheSameRun()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);

        var first = await project.TryStartAsync(key: "k");
        var second = await project.TryStartAsync(key: "k");

        Assert.Equal((RunAnswerCode.Accepted, first.Run), (second.Code, second.Run));
        Assert.Equal(first.Run, (await project.Environment.GetState()).Run);
        Assert.NotNull(first.Run);
    }

    [Fact]
    public async Task StartRun_WhileOneIsOpen_IsAConflictThatNamesIt()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        var run = await project.StartAsync();

        var answer = await project.TryStartAsync();

        Assert.Equal((RunAnswerCode.Conflict, run), (answer.Code, answer.Run));
        Assert.Contains(run, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryAndCancel_WithoutRun_AreConflicts()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);

        Assert.Equal(RunAnswerCode.Conflict, (await project.Environment.RetryRunAsync()).Code);
        Assert.Equal(RunAnswerCode.Conflict, (await project.Environment.CancelRunAsync()).Code);
    }
}
