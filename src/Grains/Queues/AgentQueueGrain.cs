using System.Text.Json.Nodes;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Hosting;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Actors.Grains.Queues;

/// <summary>A thin shell around <see cref="QueueMachine"/>. Reentrant: a poll that waits interleaves with everything else.</summary>
[GrainType("agentqueue"), Reentrant]
internal sealed partial class AgentQueueGrain(
    [PersistentState("state", ControllerPlane.Storage)] IPersistentState<QueueRecord> storage,
    QueueServices services,
    TimeProvider clock,
    ILogger<AgentQueueGrain> logger) : Grain, IAgentQueueGrain
{
    private GrainHost<QueueState, QueueEvent, QueueEffect, QueueReply>? _host;
    private QueueEffects? _effects;
    private string? _refusal;
    private IDisposable? _gauges;

    private GrainHost<QueueState, QueueEvent, QueueEffect, QueueReply> Host => _host!;

    private ActorKey Key => ActorKey.Parse(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _effects = new(Key, services, _signal.Wake);
        var cell = new GrainCell<QueueState, QueueRecord>(storage, record => record.State, state => storage.State with { State = state });
        _host = new(this, new QueueMachine(Key.Value, services.Scheduling), cell, _effects, new QueueEvent.Tick(), clock, logger);
        await _host.LoadAsync(cancellationToken);
        _gauges = QueueMetrics.Watch(Key.Value, () => Host.State, clock);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _gauges?.Dispose();
        _signal.Release();
        if (_host is not null)
        {
            await _host.StopAsync();
        }
    }

    public async Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default)
    {
        if (await ConfiguredSlotsAsync(cancellationToken) is not { } slots)
        {
            return Refuse($"There is no Agent '{Key.Segments[^1]}' in project '{Key.Segments[1]}'. Apply its document.", retry: true);
        }

        var before = Host.State.Epoch;
        var reply = (QueueReply.Registered)await Host.SendAsync(
            new QueueEvent.Register(request.Engine, request.Runtime, request.Protocols, request.SlotCap, slots, request.Instance));
        if (!reply.Accepted)
        {
            return Refuse(reply.Refusal, reply.Retry);
        }

        _refusal = null;
        if (reply.Epoch != before)
        {
            QueueMetrics.Registered(Key.Value);
        }

        LogRegistered(Key.Value, request.Runtime, reply.Epoch, reply.Slots);
        return new()
        {
            Accepted = true,
            Epoch = reply.Epoch,
            Installation = services.Installation.Id,
            Protocol = AgentProtocol.Version,
            Slots = reply.Slots,
            Lease = services.Options.Value.Lease,
            PollWait = services.Options.Value.PollWait,
        };
    }

    public async Task<ExitResponse> ReportExitAsync(ExitReport report, CancellationToken cancellationToken = default)
    {
        AttemptCheck.Require(Key, [report.Attempt]);
        if (QueueMachine.StatusOf(Host.State, report.Epoch) is not SessionStatus.Live and var status)
        {
            return new(status, false);
        }

        var reply = await services.Grains.GetGrain<IActivityGrain>(report.Attempt.Activity).WorkerExitedAsync(report);
        if (reply.Over)
        {
            // Before the agent hears it: its next poll has a free slot that this attempt must not occupy any more.
            await Host.SendAsync(new QueueEvent.Over(report.Attempt));
        }

        return new(SessionStatus.Live, reply.Over, reply.WasOver);
    }

    public async Task<AgentAvailability> OfferAsync(ActivityOffer offer)
    {
        // A poll may be waiting since before the document was changed: who lowers the number of workers and deploys then must not get more of them.
        await Host.SendAsync(new QueueEvent.Configure(await ConfiguredSlotsAsync(CancellationToken.None) ?? 0));
        return ((QueueReply.Availability)await Host.SendAsync(new QueueEvent.Offer(offer))).Value;
    }

    public Task AnnounceHeldAsync(HeldAttempt held) => Host.SendAsync(new QueueEvent.HeldAnnounced(held));

    public Task WithdrawAsync(string activity) => Host.SendAsync(new QueueEvent.Withdraw(activity));

    public Task OverAsync(AttemptId attempt) => Host.SendAsync(new QueueEvent.Over(attempt));

    public Task CancelAttemptAsync(HeldAttempt held) => Host.SendAsync(new QueueEvent.CancelWanted(held));

    public Task SetDrainingAsync(bool draining) => Host.SendAsync(draining ? new QueueEvent.Drain() : new QueueEvent.Resume());

    public Task<AgentQueueSnapshot> GetState()
    {
        var (state, memory) = (Host.State, Host.State.Memory);
        return Task.FromResult(new AgentQueueSnapshot
        {
            // A session that nobody has used since this activation began is not known to live.
            State = state.Drained ? "Draining" : memory is { Session: not null, LastSeen: not null } ? "Online" : "Offline",
            Engine = state.Engine,
            Runtime = state.Runtime,
            Epoch = state.Epoch,
            Slots = state.Slots,
            Held = memory.Held.Keys.OrderBy(attempt => attempt.Activity, StringComparer.Ordinal).ToList(),
            Queued = memory.Offers.Count,
            LastSeenAt = memory.LastSeen,
            Report = memory.Report,
            ReportedAt = memory.ReportedAt,
        });
    }

    /// <summary>What the agent's document says; null when there is no document.</summary>
    private async Task<int?> ConfiguredSlotsAsync(CancellationToken cancellationToken)
    {
        var key = Key.Segments;
        var stored = await services.Documents.GetAsync(new(key[0], key[1], KindNames.Agent, key[2]), cancellationToken);
        return stored is null
            ? null
            : ResourceDocument.FromJson(JsonNode.Parse(stored.Json)!.AsObject()).SpecAs<AgentSpec>().Config?.Environment?.NumWorkers ?? AgentProtocol.DefaultSlots;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Agent {Agent} ({Runtime}) registered: epoch {Epoch}, {Slots} slots")]
    private partial void LogRegistered(string agent, string runtime, long epoch, int slots);

    [LoggerMessage(Message = "Agent {Agent} was refused: {Refusal}")]
    private partial void LogRefused(LogLevel level, string agent, string? refusal);
}
