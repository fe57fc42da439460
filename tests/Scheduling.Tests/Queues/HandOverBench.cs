using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Queues;

namespace Actors.Scheduling.Tests.Queues;

/// <summary>Activities and the queues of their agents, which hear each other at once; time moves only by <see cref="Pass"/>.</summary>
internal sealed class HandOverBench
{
    private readonly ActivityMachine _machine = new();
    private readonly Dictionary<string, ActivityState> _activities = [];
    private readonly Dictionary<string, (QueueMachine Machine, QueueState State, long Poll, List<AttemptId> Leased)> _queues = [];
    private readonly string[] _agents;

    public HandOverBench(params string[] agents)
    {
        _agents = agents;
        foreach (var agent in agents)
        {
            var machine = new QueueMachine(agent);
            _queues[agent] = (machine, machine.Activate(null, Now), 0, []);
            Send(agent, new QueueEvent.Recovered([]));
        }
    }

    public DateTimeOffset Now { get; private set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ActivityState this[string activity] => _activities[KeyOf(activity)];

    public Actors.Contracts.Activities.ActivityView View(string activity) => ActivityMachine.ViewOf(this[activity])!;

    /// <summary>Releases an activity that every agent may take.</summary>
    public void Create(string activity)
    {
        var key = KeyOf(activity);
        _activities[key] = _machine.Activate(null, Now);
        Send(key, new ActivityEvent.Create(new() { Key = key, Run = "r1", Id = activity, Project = "org/default", Agents = [.. _agents], QueuedAt = Now }));
    }

    /// <summary>The agent opens a session and polls, as after a start or an absence.</summary>
    public void Comes(string agent, int slots)
    {
        Send(agent, new QueueEvent.Register("engine of " + agent, "process", [AgentProtocol.Version], null, slots, $"{agent} {Now:O}"));
        _queues[agent] = _queues[agent] with { Poll = 0, Leased = [] };
        Poll(agent);
    }

    /// <summary>The open poll returns, and no other follows.</summary>
    public void Goes(string agent) => Send(agent, new QueueEvent.PollCollected(_queues[agent].State.Epoch, _queues[agent].Poll, true));

    /// <summary>The queue is activated anew: what is not stored is lost.</summary>
    public void Forgets(string agent)
    {
        var queue = _queues[agent];
        _queues[agent] = queue with { State = queue.Machine.Activate(queue.State with { Memory = new() }, Now) };
        Send(agent, new QueueEvent.Recovered([]));
    }

    public void Send(string agent, bool draining) => Send(agent, draining ? new QueueEvent.Drain() : (QueueEvent)new QueueEvent.Resume());

    /// <summary>Lets time pass, second by second.</summary>
    public void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Now += TimeSpan.FromSeconds(1);
            foreach (var key in _activities.Keys.ToList()) Send(key, new ActivityEvent.Tick());
            foreach (var agent in _agents) Send(agent, new QueueEvent.Tick());
        }
    }

    private static string KeyOf(string activity) => $"org/default/env/r1/{activity}";

    private void Poll(string agent)
    {
        var queue = _queues[agent];
        _queues[agent] = queue with { Poll = queue.Poll + 1 };
        Send(agent, new QueueEvent.PollStarted(queue.State.Epoch, queue.Poll + 1, queue.State.Slots - queue.Leased.Count, [.. queue.Leased]));
    }

    private void Send(string agent, QueueEvent @event)
    {
        var queue = _queues[agent];
        var step = queue.Machine.Handle(queue.State, @event, Now);
        _queues[agent] = queue with { State = step.State };
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case QueueEffect.RequestLease request:
                    var key = request.Attempt.Activity;
                    var granted = Send(key, new ActivityEvent.LeaseRequest(new(agent, request.Epoch), request.Attempt.Number)).Ok;
                    Send(agent, new QueueEvent.LeaseAnswered(request.Attempt, granted ? request.Epoch : null));
                    break;
                case QueueEffect.WakePoll wake:
                    Send(agent, new QueueEvent.PollCollected(wake.Epoch, wake.Number, false));
                    break;
                case QueueEffect.TellLost lost:
                    Send(lost.Loss.Attempt.Activity, new ActivityEvent.AgentLost(lost.Loss.Holder, lost.Loss.Attempt.Number));
                    Send(agent, new QueueEvent.LossKnown(lost.Loss));
                    break;
                default:
                    break;
            }
        }

        if (step.Reply is QueueReply.Poll { IsDone: true, Leases.Count: > 0 } answer)
        {
            _queues[agent].Leased.AddRange(answer.Leases);
            Poll(agent);
        }
    }

    private ActivityReply Send(string key, ActivityEvent @event)
    {
        var step = _machine.Handle(_activities[key], @event, Now);
        _activities[key] = step.State;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case ActivityEffect.AskRun ask:
                    Send(key, new ActivityEvent.RunAnswered(ask.Generation, true));
                    break;
                case ActivityEffect.ReleaseAttempt release:
                    Send(key, new ActivityEvent.AttemptReleased(release.Attempt.Number));
                    break;
                case ActivityEffect.TellAgentOver over:
                    Send(over.Holder.Agent, new QueueEvent.Over(over.Attempt));
                    Send(key, new ActivityEvent.OverKnown(over.Attempt.Number));
                    break;
                case ActivityEffect.Withdraw withdraw:
                    Send(withdraw.Agent, new QueueEvent.Withdraw(withdraw.Activity));
                    break;
                case ActivityEffect.Offer offer:
                    Send(offer.Agent, new QueueEvent.Offer(offer.Value));
                    Send(key, new ActivityEvent.OfferAnswered(offer.Agent, offer.Round, Availability(offer)));
                    break;
                default:
                    break;
            }
        }

        return step.Reply;
    }

    // As the queue says of an offer that it has already.
    private AgentAvailability Availability(ActivityEffect.Offer offer)
    {
        var queue = _queues[offer.Agent];
        return ((QueueReply.Availability)queue.Machine.Handle(queue.State, new QueueEvent.Offer(offer.Value), Now).Reply).Value;
    }
}
