using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;
using Actors.Templates.Kinds;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentForgetTests(ControllerPlaneFixture plane)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forget_TakesTheDocumentAlongAndLeavesAFreshStart()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);

        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.ForgetAsync()).Code);

        Assert.Null(await plane.Service<IDocumentStore>().GetAsync(DocumentOf(project), Cancelled));
        Assert.Equal(0, await project.CountRowsAsync("environment"));
        Assert.NotEqual(RunAnswerCode.Accepted, (await project.TryStartAsync()).Code);
        await project.PutAsync(TestDocuments.EnvironmentDocument());
        await Eventually.TrueAsync(async () => (await project.TryStartAsync()).Code == RunAnswerCode.Accepted, "deployed again");
    }

    [Fact]
    public async Task Forget_WhileRunsAreAskedFor_LeavesNeverARunWithoutADocument()
    {
        for (var i = 0; i < 10; i++)
        {
            var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
            var (starts, forget) = (Enumerable.Range(0, 3).Select(_ => project.TryStartAsync()).ToList(), project.Environment.ForgetAsync());
            starts.AddRange(Enumerable.Range(0, 3).Select(_ => project.TryStartAsync()));
            var started = (await Task.WhenAll(starts)).Any(answer => answer.Code == RunAnswerCode.Accepted);
            var forgotten = (await forget).Code == RunAnswerCode.Accepted;
            Assert.NotEqual(started, forgotten);
            Assert.Equal(started, await plane.Service<IDocumentStore>().GetAsync(DocumentOf(project), Cancelled) is not null);
        }
    }

    [Fact]
    public async Task StartRun_RepeatedWhenItsDocumentsAreInvalidByNow_IsTheSameRun()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        var first = await project.TryStartAsync(key: "once");
        Assert.Equal(RunAnswerCode.Accepted, first.Code);
        await project.PutAsync(TestDocuments.Template("resources: [{name: missing}]"));
        Assert.Equal(RunAnswerCode.Invalid, (await project.TryStartAsync(key: "another")).Code);

        var again = await project.TryStartAsync(key: "once");

        Assert.Equal((RunAnswerCode.Accepted, first.Run), (again.Code, again.Run));
    }

    private static DocumentKey DocumentOf(TestProject project) => new("default", project.Name, KindNames.Environment, TestDocuments.Environment);
}
