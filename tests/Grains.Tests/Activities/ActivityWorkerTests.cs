using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Activities;

public sealed class ActivityWorkerTests(ControllerPlaneFixture plane)
{
    private const string Other = "0123456789abcdef";

    [Fact]
    public async Task OpenSession_WrongTicket_IsInvalid()
    {
        var project = await StartAsync(TestDocuments.Diamond);
        var worker = await project.Agent.TakeOneAsync();
        var attempt = worker.Attempt;
        var foreign = new WorkerTokens(new("other", new byte[32]));
        var parts = worker.Lease.Ticket.Split('.');
        string[] wrong =
        [
            "",
            "nonsense",
            foreign.Make(WorkerTokenKind.Ticket, attempt),
            project.Tokens.Make(WorkerTokenKind.Ticket, new(project.ActivityKey(worker.Run, "b.task.run"), 1)),
            project.Tokens.Make(WorkerTokenKind.Session, attempt, worker.Nonce),
            project.Tokens.Make(WorkerTokenKind.State, attempt, worker.Nonce),
            string.Join('.', [parts[0], parts[1], "2", .. parts[3..]]),
        ];

        foreach (var ticket in wrong)
        {
            var answer = await worker.TryOpenAsync(ticket);
            Assert.Equal((WorkerVerdict.Invalid, null), (answer.Verdict, answer.Session));
        }

        foreach (var nonce in new[] { "", "a.b", new string('n', 101) })
        {
            Assert.Equal(WorkerVerdict.Invalid, (await worker.TryOpenAsync(nonce: nonce)).Verdict);
        }

        Assert.Equal(WorkerVerdict.Over, (await worker.TryOpenAsync(project.Tokens.Make(WorkerTokenKind.Ticket, attempt with { Number = 2 }))).Verdict);
        Assert.Equal(ActivityStatus.Leased, (await worker.Grain.GetState())!.State);
        await worker.OpenAsync();
    }

    [Fact]
    public async Task OpenSession_SecondNonce_IsRefusedAndTheFirstRepeatedIsTheSameSession()
    {
        var project = await StartAsync(TestDocuments.Single);
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();

        var other = await worker.TryOpenAsync(nonce: Other);
        var again = await worker.TryOpenAsync();

        Assert.Equal((WorkerVerdict.Over, null), (other.Verdict, other.Session));
        Assert.Equal((WorkerVerdict.Accepted, worker.Token), (again.Verdict, again.Session!.Token));
        var stranger = project.Tokens.Make(WorkerTokenKind.Session, worker.Attempt, Other);
        Assert.Equal(WorkerVerdict.Over, (await worker.Grain.HeartbeatAsync(stranger)).Verdict);
        Assert.Equal(WorkerVerdict.Accepted, (await worker.Grain.HeartbeatAsync(worker.Token)).Verdict);
    }

    [Fact]
    public async Task Heartbeat_TicketOrOtherActivitysToken_IsInvalid()
    {
        var project = await StartAsync(TestDocuments.Single);
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();
        var other = project.Tokens.Make(WorkerTokenKind.Session, new(project.ActivityKey(worker.Run, "b.task.run"), 1), worker.Nonce);

        foreach (var token in new[] { worker.Lease.Ticket, other, "" })
        {
            Assert.Equal(WorkerVerdict.Invalid, (await worker.Grain.HeartbeatAsync(token)).Verdict);
            Assert.Equal(WorkerVerdict.Invalid, (await worker.Grain.AuthorizeAsync(token)).Verdict);
            Assert.Equal(WorkerVerdict.Invalid, await worker.Grain.ResultAsync(token, new() { Succeeded = true }));
        }
    }

    [Fact]
    public async Task OldAttempt_AfterTheNextWasLeased_IsOver()
    {
        var project = await StartAsync(TestDocuments.Single);
        var old = await (await project.Agent.TakeOneAsync()).OpenAsync();
        Assert.True((await project.Agent.ReportExitAsync(old.Attempt, ReasonCode.WorkerLost, null)).Over);

        var current = await project.Agent.TakeOneAsync();

        Assert.Equal(old.Attempt with { Number = 2 }, current.Attempt);
        Assert.Equal(WorkerVerdict.Over, (await old.TryOpenAsync()).Verdict);
        Assert.Equal(WorkerVerdict.Over, (await old.Grain.HeartbeatAsync(old.Token)).Verdict);
        Assert.Equal(WorkerVerdict.Over, (await old.Grain.AuthorizeAsync(old.Token)).Verdict);
        Assert.Equal(WorkerVerdict.Over, await old.SucceedAsync());
        await project.Agent.CompleteAsync(current);
        await project.ReachAsync("Deployed");
    }

    [Fact]
    public async Task Result_Repeated_IsAcceptedAndTheFirstCounts()
    {
        var project = await StartAsync(TestDocuments.Diamond);
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();

        Assert.Equal(WorkerVerdict.Accepted, await worker.SucceedAsync(new() { ["value"] = "first" }));
        Assert.Equal(WorkerVerdict.Accepted, await worker.SucceedAsync(new() { ["value"] = "second" }));
        Assert.Equal(WorkerVerdict.Accepted, await worker.FailAsync());

        Assert.Equal(ActivityStatus.Succeeded, (await worker.Grain.GetState())!.State);
        await project.Agent.ReportExitAsync(worker.Attempt);
        var next = await (await project.Agent.TakeAsync(2))[0].OpenAsync();
        Assert.Equal("first", next.Input("from")?.GetValue<string>());
    }

    [Fact]
    public async Task WorkerExit_WithoutResult_SaysWhy()
    {
        var project = await StartAsync(TestDocuments.Single);
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();

        await project.Agent.ReportExitAsync(worker.Attempt);

        Assert.Equal("ResultLost", (await project.ReachAsync("DeployFailed")).Reason);
    }

    private async Task<TestProject> StartAsync(string[] documents)
    {
        var project = await TestProject.CreateAsync(plane, documents);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        return project;
    }
}
