using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;

namespace Actors.Grains.Tests.Hosting;

/// <summary>The test as worker of one attempt.</summary>
public sealed class TestWorker(TestProject project, ActivityLease lease)
{
    public ActivityLease Lease { get; } = lease;

    public AttemptId Attempt => Lease.Attempt;

    /// <summary>Id of the activity within its run.</summary>
    public string Id => ActorKey.Parse(Attempt.Activity).Segments[^1];

    public string Run => ActorKey.Parse(Attempt.Activity).Segments[^2];

    public string Nonce { get; } = Guid.NewGuid().ToString("N");

    public IActivityGrain Grain => project.Plane.Grains.GetGrain<IActivityGrain>(Attempt.Activity);

    /// <summary>The session, once it is open.</summary>
    public SessionResponse Session { get; private set; } = null!;

    public string Token => Session.Token;

    public WorkerJob Job => Session.Job;

    public Task<SessionAnswer> TryOpenAsync(string? ticket = null, string? nonce = null) =>
        Grain.OpenSessionAsync(new(ticket ?? Lease.Ticket, nonce ?? Nonce, WorkerProtocol.Version));

    public async Task<TestWorker> OpenAsync()
    {
        var answer = await TryOpenAsync();
        Assert.Equal(WorkerVerdict.Accepted, answer.Verdict);
        Session = answer.Session!;
        return this;
    }

    public Task<WorkerVerdict> SucceedAsync(JsonObject? outputs = null) => Grain.ResultAsync(Token, new() { Succeeded = true, Outputs = outputs, ExitCode = 0 });

    public Task<WorkerVerdict> FailAsync(ReasonCode reason = ReasonCode.JobFailed, string message = "it broke") =>
        Grain.ResultAsync(Token, new() { Succeeded = false, Reason = reason, Message = message, ExitCode = 1 });

    /// <summary>An input of its function.</summary>
    public JsonNode? Input(string name) => Find(Job.Function!.Input, name);

    // Wherever the function's contract puts its variables.
    private static JsonNode? Find(JsonNode? node, string name) => node is JsonObject map
        ? map[name] ?? map.Select(p => Find(p.Value, name)).FirstOrDefault(found => found is not null)
        : null;
}
