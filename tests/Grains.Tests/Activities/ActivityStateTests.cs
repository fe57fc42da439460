using Actors.Contracts.Activities;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Activities;

public sealed class ActivityStateTests(ControllerPlaneFixture plane)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Authorize_SessionAndStatePassword_OpenWhatTheyAreFor()
    {
        var (project, worker) = await StartAsync();

        var session = await worker.Grain.AuthorizeAsync(worker.Token);
        var password = worker.Job.OpenTofu!.StatePassword!;
        var state = await worker.Grain.AuthorizeAsync(password);

        Assert.Equal((WorkerVerdict.Accepted, worker.Attempt, StateKey(project), false), (session.Verdict, session.Attempt, session.State, session.StateOnly));
        Assert.Equal(["net.artifact"], session.ReadableActivities);
        Assert.Equal((WorkerVerdict.Accepted, StateKey(project), true), (state.Verdict, state.State, state.StateOnly));
        Assert.Equal(WorkerVerdict.Invalid, (await worker.Grain.HeartbeatAsync(password)).Verdict);
        Assert.Equal(WorkerVerdict.Invalid, await worker.Grain.ResultAsync(password, new() { Succeeded = true }));
    }

    [Fact]
    public async Task KeptAsideState_BlocksTheNextAttemptUntilResolved()
    {
        var (project, worker) = await StartAsync();
        var states = plane.Service<ITofuStateStore>();
        var key = StateKey(project);
        Assert.Null(await states.LockAsync(key, worker.Attempt, "lock", "{}", Cancelled));
        Assert.True((await project.Agent.ReportExitAsync(worker.Attempt, ReasonCode.WorkerLost, null)).Over);
        await Eventually.TrueAsync(async () => (await states.ListLocksUnderAsync(key, Cancelled)).Count == 0, "the attempt's lock is released");

        Assert.Equal(TofuStateWrite.KeptAside, await states.PutAsync(key, worker.Attempt, "lock", "{\"serial\": 1}"u8.ToArray(), Cancelled));

        await Eventually.TrueAsync(async () => (await worker.Grain.GetState())!.Reason == ReasonCode.StateLocked, "the next attempt waits for the state");
        var view = (await worker.Grain.GetState())!;
        Assert.Equal((ActivityStatus.Waiting, 1), (view.State, view.Attempt));
        Assert.Contains("adopt or discard", view.Message, StringComparison.Ordinal);
        Assert.Contains("'net'", view.Message, StringComparison.Ordinal);

        await states.ResolveKeptAsideAsync(key, adopt: true, Cancelled);

        var next = await project.Agent.TakeOneAsync();
        Assert.Equal(worker.Attempt with { Number = 2 }, next.Attempt);
        await project.Agent.CompleteAsync(next);
        await project.ReachAsync("Deployed");
    }

    private static string StateKey(TestProject project) => project.EnvironmentKey.Child("net").Value;

    private async Task<(TestProject Project, TestWorker Worker)> StartAsync()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Tofu);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        var git = await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync());
        Assert.Equal((WorkerKind.Git, "https://example.com/code.git"), (git.Job.Kind, git.Job.Git!.Url));
        return (project, await (await project.Agent.TakeOneAsync()).OpenAsync());
    }
}
