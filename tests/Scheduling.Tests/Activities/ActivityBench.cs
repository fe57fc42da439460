using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;

namespace Actors.Scheduling.Tests.Activities;

/// <summary>Drives one activity; time stands still unless it is moved.</summary>
internal sealed class ActivityBench
{
    public const string Key = "org/default/env/r1/app";
    public const string Agent = "org/default/a1";
    public const string Other = "org/default/a2";
    private readonly ActivityMachine _machine = new();

    public ActivityBench() => State = _machine.Activate(null, Now);

    public DateTimeOffset Now { get; private set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ActivityState State { get; private set; }

    public Step<ActivityState, ActivityEffect, ActivityReply> Last { get; private set; } = null!;

    public IReadOnlyList<ActivityEffect> Outstanding => _machine.Resume(State, Now);

    public ActivityView View => ActivityMachine.ViewOf(State)!;

    public DateTimeOffset? Due => _machine.Due(State);

    public static Holder Holder(long epoch = 1, string agent = Agent) => new(agent, epoch);

    public ActivitySpec Spec => new() { Key = Key, Run = "r1", Id = "app", Project = "default", Agents = [Agent, Other], QueuedAt = Now };

    public ActivityReply Send(ActivityEvent @event)
    {
        Last = _machine.Handle(State, @event, Now);
        State = Last.State;
        return Last.Reply;
    }

    public ActivityBench Pass(TimeSpan time)
    {
        Now += time;
        Send(new ActivityEvent.Tick());
        return this;
    }

    public ActivityBench Queued(ActivitySpec? spec = null)
    {
        Send(new ActivityEvent.Create(spec ?? Spec));
        Send(new ActivityEvent.RunAnswered(State.Generation, true));
        return this;
    }

    public ActivityBench Leased(ActivitySpec? spec = null)
    {
        Queued(spec);
        return Lease();
    }

    public ActivityBench Lease(string agent = Agent)
    {
        Assert.True(Send(new ActivityEvent.LeaseRequest(Holder(agent: agent), State.Attempt + 1)).Ok);
        return this;
    }

    public ActivityBench Running(ActivitySpec? spec = null)
    {
        Leased(spec);
        return Call();
    }

    public ActivityBench Call()
    {
        Assert.True(Send(new ActivityEvent.SessionOpened(State.Attempt, "nonce", "worker")).Ok);
        return this;
    }

    /// <summary>Acknowledges the release of the attempt that is over.</summary>
    public ActivityBench Released()
    {
        Send(new ActivityEvent.AttemptReleased(State.Attempt));
        Send(new ActivityEvent.OverKnown(State.Attempt));
        return this;
    }

    public ActivityReply Result(WorkerResult value, int? attempt = null, string nonce = "nonce") =>
        Send(new ActivityEvent.Result(attempt ?? State.Attempt, nonce, value));

    public ActivityReply Exit(ReasonCode reason, int? code = null, long epoch = 1) =>
        Send(new ActivityEvent.WorkerExited(Holder(epoch), State.Attempt, reason, code, null));

    /// <summary>A new activation: what is not stored is lost.</summary>
    public ActivityBench Reactivate()
    {
        State = _machine.Activate(JsonSerializer.Deserialize<ActivityState>(JsonSerializer.Serialize(State)), Now);
        return this;
    }
}
