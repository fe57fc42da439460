using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Hosting;
using Actors.Grains.Security;
using Actors.Scheduling.Activities;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Actors.Grains.Activities;

/// <summary>A thin shell around <see cref="ActivityMachine"/>. Reentrant: the host keeps events in order.</summary>
[GrainType(TypeName), Reentrant]
internal sealed partial class ActivityGrain(
    [PersistentState("state", ControllerPlane.Storage)] IPersistentState<ActivityRecord> storage,
    ActivityMachine machine,
    ActivityServices services,
    WorkerTokens tokens,
    TimeProvider clock,
    ILogger<ActivityGrain> logger) : Grain, IActivityGrain
{
    /// <summary>Kind of the rows in the store; storage compares fences with it.</summary>
    public const string TypeName = "activity";

    private GrainHost<ActivityState, ActivityEvent, ActivityEffect, ActivityReply>? _host;
    private readonly ActivityOrders _orders = new();
    private AttemptWatch? _watch;

    private GrainHost<ActivityState, ActivityEvent, ActivityEffect, ActivityReply> Host => _host!;

    /// <summary>What is to be done; null: the activity is not created.</summary>
    private ActivityOrder? Order => _orders.Of(Host.State);

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _orders.Load(storage.State);
        var cell = new GrainCell<ActivityState, ActivityRecord>(storage, record => record.State, state => storage.State with { State = state, Order = _orders.Of(state) });
        var effects = new ActivityEffects(services, () => Order);
        _host = new(this, machine, cell, effects, new ActivityEvent.Tick(), clock, logger, OnChanged);
        await _host.LoadAsync(cancellationToken);
        _watch = new(_host.State);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_host is not null)
        {
            await _host.StopAsync();
        }
    }

    public async Task CreateAsync(ActivityOrder order)
    {
        _orders.Sent(order);
        try
        {
            await Host.SendAsync(new ActivityEvent.Create(order.Spec));
        }
        finally
        {
            _orders.Answered(order, Host.State);
        }
    }

    public async Task<ActivityLease?> LeaseAsync(Holder holder, int attempt)
    {
        using var span = ActivitySpans.Leasing(Host.State, holder, attempt);
        var reply = await Host.SendAsync(new ActivityEvent.LeaseRequest(holder, attempt, span?.Id));
        if (!reply.Ok || Order is not { } order)
        {
            span.Forget();
            return null;
        }

        LogLeased(Key, attempt, holder.Agent);
        var id = new AttemptId(Key, attempt);
        return new()
        {
            Attempt = id,
            Kind = order.Job.Kind,
            Size = order.Size,
            Image = order.Image,
            OwnCommand = order.Image is not null && order.Job.Command is { Command.Count: 0 },
            Account = order.Account,
            Volumes = order.Volumes,
            Pod = order.Pod,
            Ticket = tokens.Make(WorkerTokenKind.Ticket, id),
            Grace = order.Job.Grace,
            Deadline = order.Spec.StartToClose is { } limit ? limit + order.Job.Grace + ActivityServices.DeadlineSlack : null,
            TraceParent = Host.State.Trace,
            Display = string.Join('/', ActorKey.Parse(Key).Segments.Skip(1)),
        };
    }

    public Task<ActivityReply> AdoptAsync(Holder holder, int attempt) => Host.SendAsync(new ActivityEvent.Adopt(holder, attempt));

    public Task AgentLostAsync(Holder holder, int attempt) => Host.SendAsync(new ActivityEvent.AgentLost(holder, attempt));

    public async Task<ActivityReply> WorkerExitedAsync(ExitReport report)
    {
        var holder = new Holder(report.Agent, report.Epoch);
        var reply = await Host.SendAsync(new ActivityEvent.WorkerExited(holder, report.Attempt.Number, report.Reason, report.ExitCode, report.Message, report.Worker));
        LogExited(Key, report.Attempt.Number, report.Agent, report.Reason, report.ExitCode);
        return reply;
    }

    public async Task CancelAsync(int generation)
    {
        var reply = await Host.SendAsync(new ActivityEvent.Cancel(generation));
        if (!reply.Ok)
        {
            // Its run touches it and asks again: an activity that was not there to hear of it must not run after all.
            throw new InvalidOperationException($"Activity {Key} cannot be cancelled yet ({reply.Refusal}).");
        }
    }

    public async Task ClearAsync()
    {
        var reply = await Host.SendAsync(new ActivityEvent.Clear());
        if (!reply.Ok)
        {
            throw new InvalidOperationException($"Activity {Key} is open and cannot be cleared.");
        }

        DeactivateOnIdle();
    }

    public Task<IReadOnlyList<AgentCandidate>> GetCandidatesAsync() => Task.FromResult(ActivityMachine.CandidatesOf(Host.State));

    public Task<ActivityView?> GetState() => Task.FromResult(ActivityMachine.ViewOf(Host.State));

    private void OnChanged()
    {
        foreach (var over in _watch?.Look(Host.State) ?? [])
        {
            ActivitySpans.Over(Host.State, over);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Activity} attempt {Attempt}: leased to {Agent}")]
    private partial void LogLeased(string activity, int attempt, string agent);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Activity} attempt {Attempt}: worker on {Agent} ended ({Reason}, exit code {ExitCode})")]
    private partial void LogExited(string activity, int attempt, string agent, ReasonCode reason, int? exitCode);
}
