using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

/// <summary>Expressions that read the working directory of an earlier activity.</summary>
public sealed class EnvironmentWorkDirTests(ControllerPlaneFixture plane)
{
    private const string Archive = "ctx.activities[\"a.task.run\"].output.files[\"job.tar.zst\"]";

    [Fact]
    public async Task Run_ExpressionReadsAWorkingDirectory_GivesATokenForJustThatWhileItsReaderWorks()
    {
        var project = await TestProject.CreateAsync(
            plane,
            TestDocuments.Custom("a"),
            TestDocuments.Document(
                "eaas.envmgmt.io/v1", "ResourceTemplate", "b",
                "provider: custom\nproviderOptions: {custom: {tasks: [{name: run, workflowHandler: {data: {config: {type: function, function: {language: bash, source: echo}}}}}]}}\n"
                + $"variables: [{{name: token, valueType: expression, value: '$({Archive}.token)$'}}, {{name: url, valueType: expression, value: '$({Archive}.url)$'}}]"),
            TestDocuments.Template("resources: [{name: a}, {name: b, dependsOn: [{name: a}]}]"),
            TestDocuments.EnvironmentDocument(),
            TestDocuments.Agent());
        await project.Agent.RegisterAsync();
        await project.StartAsync();

        var first = await (await project.Agent.TakeOneAsync()).OpenAsync();
        Assert.True(first.Job.KeepsWorkDir);
        await first.Grain.ResultAsync(first.Token, new() { Succeeded = true, Artifacts = [ArtifactRef.WorkDirName] });
        await project.Agent.ReportExitAsync(first.Attempt);
        var reader = await (await project.Agent.TakeOneAsync()).OpenAsync();
        var token = reader.Input("token")!.GetValue<string>();

        Assert.Contains(token, reader.Job.Secrets);
        Assert.Equal("https://silo/base/workers/v1/workdirs/a.task.run/job.tar.zst", WorkDirAddress.Resolve(reader.Job, "https://silo/base").Function!.Input["url"]!.GetValue<string>());
        var opened = await reader.Grain.AuthorizeAsync(token);
        Assert.Equal(WorkerVerdict.Accepted, opened.Verdict);
        Assert.Equal(["a.task.run"], opened.ReadableActivities);
        Assert.Equal((null, null, 0), (opened.State, opened.Function, opened.Volumes.Count));
        Assert.Equal(WorkerVerdict.Invalid, (await reader.Grain.HeartbeatAsync(token)).Verdict);
        Assert.Equal(WorkerVerdict.Invalid, await reader.Grain.ResultAsync(token, new() { Succeeded = true }));
        Assert.Equal(WorkerVerdict.Invalid, (await first.Grain.AuthorizeAsync(token)).Verdict);

        // Its worker fails; the next attempt of the same activity has the same token.
        await reader.SucceedAsync();
        Assert.Equal(WorkerVerdict.Over, (await reader.Grain.AuthorizeAsync(token)).Verdict);
        await project.Agent.ReportExitAsync(reader.Attempt);
        await project.ReachAsync("Deployed");
    }
}
