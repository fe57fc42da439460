using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Grains.Activities;

namespace Actors.Grains.Tests.Hosting;

/// <summary>The test as agent, and as the workers that it starts.</summary>
public sealed class TestAgent(TestProject project, string name)
{
    private readonly List<AttemptId> _held = [];
    private long _number;

    public long Epoch { get; private set; }

    /// <summary>Slots that its polls believe to have.</summary>
    public int Slots { get; set; } = 4;

    public string Key => project.AgentKey(name);

    public IReadOnlyList<AttemptId> Held => _held;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Task<RegisterResponse> TryRegisterAsync(string engine = "engine", string? instance = null) =>
        project.Queue(name).RegisterAsync(new(Key, engine, "test", [AgentProtocol.Version], null, instance), Cancelled);

    public async Task RegisterAsync()
    {
        var answer = await TryRegisterAsync();
        Assert.True(answer.Accepted, answer.Refusal);
        Epoch = answer.Epoch;
        _number = 0;
    }

    /// <summary>One poll, which does not change what the agent believes to hold.</summary>
    public Task<PollResponse> PollRawAsync(int? free = null, IReadOnlyList<AttemptId>? held = null) => project.Queue(name).PollAsync(
        new(Key, Epoch, Interlocked.Increment(ref _number), free ?? Slots - _held.Count, held ?? [.. _held]), Cancelled);

    /// <summary>One poll; what it brings is held from now on, and what is over is not.</summary>
    public async Task<PollResponse> PollAsync()
    {
        var answer = await PollRawAsync();
        Assert.Equal(SessionStatus.Live, answer.Session);
        _held.AddRange(answer.Leases.Select(lease => lease.Attempt));
        _held.RemoveAll(answer.Over.Contains);
        return answer;
    }

    /// <summary>Polls until so many leases have come.</summary>
    public async Task<IReadOnlyList<TestWorker>> TakeAsync(int count = 1)
    {
        var workers = new List<TestWorker>();
        for (var polls = 0; workers.Count < count; polls++)
        {
            Assert.True(polls < 10, $"{polls} polls brought {workers.Count} of {count} leases.");
            workers.AddRange((await PollAsync()).Leases.Select(lease => new TestWorker(project, lease)));
        }

        return workers;
    }

    public async Task<TestWorker> TakeOneAsync() => Assert.Single(await TakeAsync());

    public async Task<ExitResponse> ReportExitAsync(AttemptId attempt, ReasonCode reason = ReasonCode.None, int? exitCode = 0, long? epoch = null)
    {
        var answer = await project.Queue(name).ReportExitAsync(new(Key, epoch ?? Epoch, attempt, "worker", reason, exitCode, null), Cancelled);
        if (answer.Over)
        {
            _held.Remove(attempt);
        }

        return answer;
    }

    /// <summary>Takes one activity to its end, worker included, and returns the job that it got.</summary>
    public async Task<TestWorker> CompleteAsync(TestWorker worker, JsonObject? outputs = null)
    {
        await worker.OpenAsync();
        Assert.Equal(WorkerVerdict.Accepted, await worker.SucceedAsync(outputs));
        Assert.True((await ReportExitAsync(worker.Attempt)).Over);
        return worker;
    }

    /// <summary>Takes one activity to its end, which is a failure.</summary>
    public async Task FailAsync(TestWorker worker)
    {
        await worker.OpenAsync();
        Assert.Equal(WorkerVerdict.Accepted, await worker.FailAsync());
        Assert.True((await ReportExitAsync(worker.Attempt)).Over);
    }

    /// <summary>Works until the run has ended, and returns the ids of what it ran, in order.</summary>
    public async Task<IReadOnlyList<string>> WorkAsync(int activities, Func<string, JsonObject?>? outputs = null)
    {
        var done = new List<string>();
        while (done.Count < activities)
        {
            foreach (var worker in await TakeAsync())
            {
                await CompleteAsync(worker, outputs?.Invoke(worker.Id) ?? new JsonObject { ["value"] = $"of-{worker.Id}" });
                done.Add(worker.Id);
            }
        }

        return done;
    }
}
