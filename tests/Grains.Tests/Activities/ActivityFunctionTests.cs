using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Grains.Tests.Hosting;
using Actors.Scheduling.Activities;

namespace Actors.Grains.Tests.Activities;

/// <summary>A function that speaks its protocol: tokens of its own, and calls that come again.</summary>
public sealed class ActivityFunctionTests(ControllerPlaneFixture plane)
{
    private const string Id = "a.task.run";

    [Fact]
    public async Task OpenSession_Function_GetsTokensThatOpenItsLogAndItsValuesOnly()
    {
        var (project, worker) = await OpenAsync();
        var function = worker.Job.Function!;

        var log = await worker.Grain.AuthorizeAsync(function.LogToken!);
        var state = await worker.Grain.AuthorizeAsync(function.StateToken!);
        Assert.Equal((WorkerVerdict.Accepted, null), (log.Verdict, log.Function));
        Assert.Contains("planted-secret", log.Secrets);
        Assert.Equal((WorkerVerdict.Accepted, "01JORG", "01JPRO", "01JENV"), (state.Verdict, state.Function!.OrganizationId, state.Function.ProjectId, state.Function.EnvironmentId));
        Assert.Empty(state.Secrets);
        foreach (var token in new[] { function.LogToken!, function.StateToken! })
        {
            Assert.Equal(WorkerVerdict.Invalid, (await worker.Grain.HeartbeatAsync(token)).Verdict);
            Assert.Equal(WorkerVerdict.Invalid, await worker.Grain.ResultAsync(token, new() { Succeeded = true }));
        }

        var stranger = project.Tokens.Make(WorkerTokenKind.FunctionState, worker.Attempt, "b3RoZXI");
        Assert.Equal(WorkerVerdict.Over, (await worker.Grain.AuthorizeAsync(stranger)).Verdict);
    }

    [Fact]
    public async Task OpenSession_FunctionThatNobodyIsNamedTo_HasNoValues()
    {
        var (_, worker) = await OpenAsync(caller: null);

        Assert.NotNull(worker.Job.Function!.LogToken);
        Assert.Null(worker.Job.Function.StateToken);
    }

    [Fact]
    public async Task Result_Again_NextCallGetsTheDataAndTheOldTokensAreOver()
    {
        var (project, first) = await OpenAsync();
        var verdict = await first.Grain.ResultAsync(first.Token,
            new() { Reason = ReasonCode.Polling, Message = "no ticket yet", Again = new() { Data = new() { ["ticket"] = "T-1" }, Message = "no ticket yet" } });
        Assert.Equal(WorkerVerdict.Accepted, verdict);
        Assert.Null(first.Job.Function!.Previous);

        var waiting = (await first.Grain.GetState())!;
        Assert.Equal((ActivityStatus.Waiting, ReasonCode.Polling), (waiting.State, waiting.Reason));
        Assert.Contains("no ticket yet", waiting.Message, StringComparison.Ordinal);
        Assert.True((await project.Agent.ReportExitAsync(first.Attempt)).Over);
        Assert.Empty(project.Agent.Held);
        // What is not in memory any more comes back by its due time.
        await project.DeactivateAllAsync(first.Run, Id);

        var second = await (await project.Agent.TakeOneAsync()).OpenAsync();
        Assert.Equal((2, "T-1"), (second.Attempt.Number, second.Job.Function!.Previous!["ticket"]!.GetValue<string>()));
        foreach (var token in new[] { first.Job.Function.LogToken!, first.Job.Function.StateToken! })
        {
            Assert.Equal(WorkerVerdict.Over, (await second.Grain.AuthorizeAsync(token)).Verdict);
        }

        await second.SucceedAsync(new() { ["value"] = "done" });
        await project.Agent.ReportExitAsync(second.Attempt);
        await project.ReachAsync("Deployed");
    }

    private async Task<(TestProject Project, TestWorker Worker)> OpenAsync() =>
        await OpenAsync(new() { OrganizationId = "01JORG", ProjectId = "01JPRO", EnvironmentId = "01JENV", EnvironmentName = "env", EventType = "deploy" });

    private async Task<(TestProject Project, TestWorker Worker)> OpenAsync(FunctionCaller? caller)
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var run = await project.StartAsync();
        var grain = project.Activity(run, Id);
        await Agents.Eventually.TrueAsync(async () => await grain.GetState() is not null, "the activity is created");
        // While it is queued, the order that comes last counts.
        await grain.CreateAsync(new ActivityOrder
        {
            Spec = new()
            {
                Key = project.ActivityKey(run, Id), Run = run, Id = Id, Project = $"default/{project.Name}", Resource = "a", Kind = WorkerKind.Function,
                Agents = [project.AgentKey("one")], QueuedAt = DateTimeOffset.UtcNow, Repeat = TimeSpan.FromSeconds(1),
            },
            Job = new()
            {
                Kind = WorkerKind.Function, Secrets = ["planted-secret"],
                Function = new() { Language = "python", Source = "def handle(logger, request): return {}", Input = new JsonObject(), Caller = caller },
            },
        });
        return (project, await (await project.Agent.TakeOneAsync()).OpenAsync());
    }
}
