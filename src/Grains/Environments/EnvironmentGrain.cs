using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Grains.Hosting;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Actors.Grains.Environments;

/// <summary>A thin shell around <see cref="RunMachine"/>. Reentrant: the host keeps events in order.</summary>
[GrainType(TypeName), Reentrant]
internal sealed partial class EnvironmentGrain(
    [PersistentState("state", ControllerPlane.Storage)] IPersistentState<EnvironmentRecord> storage,
    RunMachine machine,
    EnvironmentServices services,
    TimeProvider clock,
    ILogger<EnvironmentGrain> logger) : Grain, IEnvironmentGrain
{
    /// <summary>Kind of the rows in the store.</summary>
    public const string TypeName = "environment";

    private static readonly TimeSpan ForgetWait = TimeSpan.FromSeconds(20);
    private readonly TaskCompletionSource _forgotten = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrainHost<RunState, RunEvent, RunEffect, RunReply>? _host;
    private EnvironmentPlanner? _planner;
    private RunWatch? _watch;

    private GrainHost<RunState, RunEvent, RunEffect, RunReply> Host => _host!;

    private ActorKey Key => ActorKey.Parse(this.GetPrimaryKeyString());

    /// <summary>What is stored, with the state as of now.</summary>
    private EnvironmentRecord Record => storage.State with { State = Host.State };

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _planner = new(Key, services, () => Record, _starting);
        var effects = new EnvironmentEffects(Key, services, _planner, () => Record);
        var cell = new GrainCell<RunState, EnvironmentRecord>(storage, record => record.State, ToRecord);
        _host = new(this, machine, cell, effects, new RunEvent.Tick(), clock, logger, OnChanged);
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

    public async Task<RunAnswer> CancelRunAsync(bool all) => ToAnswer(await Host.SendAsync(new RunEvent.Cancel(all)));

    public async Task<RunAnswer> RetryRunAsync() =>
        Host.State.Current is { } run && run.Kind.TakesDown() && await _planner!.ProtectionAsync() is { } refusal ? refusal : ToAnswer(await Host.SendAsync(new RunEvent.Retry()));

    public async Task<RunAnswer> ForgetAsync()
    {
        if (await _planner!.ProtectionAsync() is { } refusal)
        {
            return refusal;
        }

        var reply = await Host.SendAsync(new RunEvent.Retire());
        if (!reply.Ok)
        {
            return ToAnswer(reply);
        }

        try
        {
            await _forgotten.Task.WaitAsync(ForgetWait, clock);
            return new() { Code = RunAnswerCode.Accepted };
        }
        catch (TimeoutException)
        {
            return new() { Code = RunAnswerCode.Conflict, Message = $"Environment {Key} is being deleted, which is not done after {ForgetWait.TotalSeconds} s. It goes on by itself." };
        }
    }

    public async Task<bool> IsWantedAsync(string run, string activity, int generation) =>
        (await Host.SendAsync(new RunEvent.ActivityAsks(run, activity, generation))).Wanted;

    public Task ActivityProgressAsync(string run, int generation, ActivityView view) => Host.SendAsync(new RunEvent.ActivityProgress(run, generation, view));

    public async Task ActivityEndedAsync(ActivityOutcome outcome, string? maskedOutputs)
    {
        if (maskedOutputs is not null && Host.State.Current?.Id == outcome.Run)
        {
            _masked[outcome.Id] = maskedOutputs;
        }

        await Host.SendAsync(new RunEvent.ActivityEnded(outcome));
    }

    public Task TouchAsync()
    {
        if (!Host.State.IsOpen)
        {
            // The store has open work that this activation does not know: one that it replaced stored it after all. The next activation loads it.
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> GetRunsAsync(string? run) => Task.FromResult<IReadOnlyList<string>>(EnvironmentViews.RunsOf(Key, Host.State, run).ToList());

    // A list of a known type: what a collection expression makes cannot be copied to the caller.
    public Task<IReadOnlyList<ActivityView>> GetActivitiesAsync() => Task.FromResult<IReadOnlyList<ActivityView>>(EnvironmentViews.ActivitiesOf(Key, Host.State.Current).ToList());

    public Task<string> GetOutputsAsync() => Task.FromResult(EnvironmentOutputs.ForOthers(Record).ToJsonString());

    public Task<EnvironmentSnapshot> GetState() => Task.FromResult(EnvironmentViews.SnapshotOf(Key, Record));

    private void OnChanged()
    {
        if (Host.State.Current is { } current)
        {
            _starting.Remove(current.Id);
        }

        foreach (var run in _watch?.Look(Host.State) ?? [])
        {
            RunSpans.Over(Key.Value, run);
        }

        if (Host.State.Forgotten && _forgotten.TrySetResult())
        {
            DeactivateOnIdle();
        }
    }

    private static RunAnswer ToAnswer(RunReply reply) => new()
    {
        Code = reply.Ok ? RunAnswerCode.Accepted : reply.Refusal == RunRefusal.Invalid ? RunAnswerCode.Invalid : RunAnswerCode.Conflict,
        Run = reply.Run,
        Message = reply.Message,
    };
}
