using System.Buffers.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Grains.Hosting;
using Actors.Grains.Security;
using Actors.Scheduling.Activities;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Activities;

/// <content>Calls of the worker.</content>
internal sealed partial class ActivityGrain
{
    private const int MaxNonce = 100;
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromSeconds(5);

    public async Task<SessionAnswer> OpenSessionAsync(SessionRequest request)
    {
        if (!tokens.TryVerify(request.Ticket, out var ticket) || ticket.Kind != WorkerTokenKind.Ticket || ticket.Attempt.Activity != Key
            || request.Nonce is not { Length: > 0 and <= MaxNonce } || !Base64Url.IsValid(request.Nonce))
        {
            return new(WorkerVerdict.Invalid, null);
        }

        var attempt = ticket.Attempt;
        using var span = ActivitySpans.Opening(Host.State, attempt.Number);
        var worker = WorkerName.Of(services.Installation.Id, attempt);
        var reply = await Host.SendAsync(new ActivityEvent.SessionOpened(attempt.Number, request.Nonce, worker));
        if (!reply.Ok || Order is not { } order)
        {
            span.Fail(reply.Refusal.ToString());
            LogRefused(Key, attempt.Number, reply.Refusal);
            return new(WorkerVerdict.Over, null);
        }

        LogCalled(Key, attempt.Number);
        var silence = order.Spec.Silence;
        return new(WorkerVerdict.Accepted, new()
        {
            Attempt = attempt,
            Token = tokens.Make(WorkerTokenKind.Session, attempt, request.Nonce),
            Job = JobOf(order, attempt, request.Nonce),
            Heartbeat = silence / 6 < LongestHeartbeat ? silence / 6 : LongestHeartbeat,
            Silence = silence,
            TraceParent = Host.State.Trace,
        });
    }

    public async Task<WorkerAuthorization> AuthorizeAsync(string token)
    {
        if (!TryVerify(token, out var worker))
        {
            return new() { Verdict = WorkerVerdict.Invalid };
        }

        if (worker.Kind == WorkerTokenKind.WorkDir)
        {
            return OfWorkDirs(worker.Attempt);
        }

        var reply = await Host.SendAsync(new ActivityEvent.Heard(worker.Attempt.Number, worker.Nonce, Worker: !OfFunction(worker.Kind)));
        if (Order is not { } order)
        {
            return new() { Verdict = WorkerVerdict.Over, Attempt = worker.Attempt };
        }

        // A superseded worker may still hand over the state that it wrote: the store keeps it aside.
        return new()
        {
            Verdict = reply.Ok ? WorkerVerdict.Accepted : WorkerVerdict.Over,
            Attempt = worker.Attempt,
            ReadableActivities = order.Job.WorkDir is { } dir ? new List<string> { dir.Activity } : [],
            State = order.Job.OpenTofu is { SystemBackend: true } ? ActivityServices.StateKeyOf(Key, order.Spec.Resource!) : null,
            Volumes = order.Job.Volumes.Select(volume => volume.Name).ToList(),
            KeepsPlan = order.Job.OpenTofu is not null,
            PlanOf = order.Job.OpenTofu?.PlanOf,
            Packages = PackageRight.Of(order),
            StateOnly = worker.Kind == WorkerTokenKind.State,
            Function = worker.Kind == WorkerTokenKind.FunctionState ? ScopeOf(order.Job.Function?.Caller) : null,
            Secrets = worker.Kind == WorkerTokenKind.FunctionLog ? SecretsOf(order.Job, worker) : [],
        };
    }

    public async Task<HeartbeatAnswer> HeartbeatAsync(string token)
    {
        if (!TryVerify(token, out var worker) || worker.Kind != WorkerTokenKind.Session)
        {
            return new(WorkerVerdict.Invalid, false);
        }

        var reply = await Host.SendAsync(new ActivityEvent.Heard(worker.Attempt.Number, worker.Nonce));
        return new(reply.Ok ? WorkerVerdict.Accepted : WorkerVerdict.Over, reply.Cancel);
    }

    public async Task<WorkerVerdict> ResultAsync(string token, WorkerResult result)
    {
        if (!TryVerify(token, out var worker) || worker.Kind != WorkerTokenKind.Session)
        {
            return WorkerVerdict.Invalid;
        }

        var reply = await Host.SendAsync(new ActivityEvent.Result(worker.Attempt.Number, worker.Nonce, result));
        LogResult(Key, worker.Attempt.Number, result.Succeeded, result.Reason, reply.Ok);
        return reply.Ok ? WorkerVerdict.Accepted : WorkerVerdict.Over;
    }

    /// <summary>The job, with what belongs to this attempt alone.</summary>
    private WorkerJob JobOf(ActivityOrder order, AttemptId attempt, string nonce) => order.Job switch
    {
        { OpenTofu: { SystemBackend: true } tofu } job => job with { OpenTofu = tofu with { StatePassword = tokens.Make(WorkerTokenKind.State, attempt, nonce) } },
        { Function: { } function } job => job with
        {
            Function = function with
            {
                Previous = Host.State.Previous,
                LogToken = tokens.Make(WorkerTokenKind.FunctionLog, attempt, nonce),
                KeepsPackages = PackageRight.Of(order) is not null,
                StateToken = function.Caller is null ? null : tokens.Make(WorkerTokenKind.FunctionState, attempt, nonce),
            },
        },
        var job => job,
    };

    // Whoever bears it is no worker: nothing is heard of one, and it is good for as long as the activity may still need it.
    private WorkerAuthorization OfWorkDirs(AttemptId claim) => new()
    {
        Verdict = Order is { } order && order.Spec.Generation == claim.Number && !Host.State.IsEnded ? WorkerVerdict.Accepted : WorkerVerdict.Over,
        Attempt = claim,
        ReadableActivities = Order?.ReadsWorkDirs ?? [],
    };

    private List<string> SecretsOf(WorkerJob job, WorkerToken worker) =>
        [.. job.Secrets, tokens.Make(WorkerTokenKind.FunctionLog, worker.Attempt, worker.Nonce), tokens.Make(WorkerTokenKind.FunctionState, worker.Attempt, worker.Nonce)];

    private static FunctionScope? ScopeOf(FunctionCaller? caller) => caller is null ? null : new()
    {
        OrganizationId = caller.OrganizationId,
        ProjectId = caller.ProjectId,
        EnvironmentId = caller.EnvironmentId,
    };

    private static bool OfFunction(WorkerTokenKind kind) => kind is WorkerTokenKind.FunctionLog or WorkerTokenKind.FunctionState;

    private bool TryVerify(string token, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkerToken? worker) =>
        tokens.TryVerify(token, out worker) && worker.Kind != WorkerTokenKind.Ticket && worker.Attempt.Activity == Key;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Activity} attempt {Attempt}: its worker called")]
    private partial void LogCalled(string activity, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Activity} attempt {Attempt}: a worker was refused at its first call ({Refusal})")]
    private partial void LogRefused(string activity, int attempt, ActivityRefusal refusal);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Activity} attempt {Attempt}: result (success {Succeeded}, reason {Reason}), accepted {Accepted}")]
    private partial void LogResult(string activity, int attempt, bool succeeded, ReasonCode reason, bool accepted);
}
