using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;

namespace Actors.Simulation.Controller;

/// <summary>The grain around a queue: holds the polls that wait, and passes exits on.</summary>
public sealed class SimQueue
{
    private static readonly TimeSpan PollWait = TimeSpan.FromSeconds(5);
    private readonly Installation _installation;
    private readonly string _agent;

    public SimQueue(Installation installation, string agent, QueueMachineOf machine)
    {
        _installation = installation;
        _agent = agent;
        Actor = new(installation.Cluster, $"queue {agent}", machine, new QueueEvent.Tick(), Durable.Of, installation.Json)
        {
            Effects = Run,
            Observe = (activation, @event, before, after, reply) =>
            {
                installation.Promises.OnQueue(agent, @event, before, after, reply);
                Surroundings(activation).Fairness.Check(before, after);
            },
        };
    }

    public QueueActor Actor { get; }

    public void Poll(PollRequest request, Action<PollResponse?> answered)
    {
        if (Actor.Route() is not { } activation) { answered(null); return; }
        var poll = new QueueEvent.PollStarted(request.Epoch, request.Number, request.FreeSlots, request.Held, request.Report);
        activation.Receive(poll, reply =>
        {
            if (reply is QueueReply.Poll { IsDone: false }) Wait(activation, poll, answered);
            else answered(ResponseOf(poll, reply));
        });
    }

    /// <summary>An exit report: fenced by the epoch, decided by the activity, and known here before the agent hears that it is over.</summary>
    public void Exit(ExitReport report, Action<ExitResponse?> answered)
    {
        if (Actor.Route() is not { } activation) { answered(null); return; }
        if (QueueMachine.StatusOf(activation.State, report.Epoch) is not SessionStatus.Live and var status) { answered(new(status, false)); return; }
        var exit = new ActivityEvent.WorkerExited(new(_agent, report.Epoch), report.Attempt.Number, report.Reason, report.ExitCode, report.Message);
        _installation.Activity(report.Attempt.Activity).Call(exit, reply =>
        {
            if (!reply.Over) answered(new(SessionStatus.Live, false, reply.WasOver));
            else activation.Receive(new QueueEvent.Over(report.Attempt), over => answered(over is null ? null : new(SessionStatus.Live, true, reply.WasOver)));
        }, () => answered(null));
    }

    private void Wait(QueueActivation activation, QueueEvent.PollStarted poll, Action<PollResponse?> answered)
    {
        var open = true;
        Surroundings(activation).Waiting[(poll.Epoch, poll.Number)] = () => Look(false);
        _installation.World.After(PollWait, () => Look(true));

        void Look(bool final)
        {
            if (!open || !activation.IsAlive || activation.Silo.Defers(() => Look(final))) return;
            activation.Receive(new QueueEvent.PollCollected(poll.Epoch, poll.Number, final), again =>
            {
                if (!open || again is QueueReply.Poll { IsDone: false }) return;
                open = false;
                Surroundings(activation).Waiting.Remove((poll.Epoch, poll.Number));
                answered(ResponseOf(poll, again));
            });
        }
    }

    private PollResponse? ResponseOf(QueueEvent.PollStarted poll, QueueReply? reply)
    {
        if (reply is not QueueReply.Poll answer) return null;
        // An agent guards its slots too, but it should not have to.
        if (answer.Leases.Count > poll.FreeSlots) throw new PromiseBrokenException("I2", $"{_agent} has {poll.FreeSlots} free slots and gets {answer.Leases.Count} leases");
        return new()
        {
            Session = answer.Session,
            Leases = [.. answer.Leases.Select(attempt => new ActivityLease { Attempt = attempt, Ticket = "" })],
            Cancels = answer.Cancels,
            Over = answer.Over,
            Slots = answer.Slots,
        };
    }

    private void Run(QueueActivation activation, QueueEffect effect, Action<QueueEvent?> done, Action failed)
    {
        switch (effect)
        {
            case QueueEffect.Recover:
                Recover(done, failed);
                break;
            case QueueEffect.RequestLease request:
                _installation.Activity(request.Attempt.Activity).Call(new ActivityEvent.LeaseRequest(new(_agent, request.Epoch), request.Attempt.Number),
                    reply => done(new QueueEvent.LeaseAnswered(request.Attempt, reply.Ok ? request.Epoch : null)), failed);
                break;
            case QueueEffect.Adopt adopt:
                _installation.Activity(adopt.Attempt.Activity).Call(new ActivityEvent.Adopt(new(_agent, adopt.Epoch), adopt.Attempt.Number),
                    reply => done(new QueueEvent.AdoptAnswered(adopt.Attempt, adopt.Epoch, reply.Ok, reply.Cancel, ActorKey.Parse(adopt.Attempt.Activity).Segments[1])), failed);
                break;
            case QueueEffect.TellLost lost:
                _installation.Activity(lost.Loss.Attempt.Activity).Call(new ActivityEvent.AgentLost(lost.Loss.Holder, lost.Loss.Attempt.Number),
                    _ => done(new QueueEvent.LossKnown(lost.Loss)), failed);
                break;
            case QueueEffect.WakePoll wake:
                if (Surroundings(activation).Waiting.GetValueOrDefault((wake.Epoch, wake.Number)) is { } look) _installation.World.Soon(look);
                done(null);
                break;
            default: throw new InvalidOperationException($"no handler for {effect}");
        }
    }

    private void Recover(Action<QueueEvent?> done, Action failed)
    {
        // The answer is of a moment, and arrives after others.
        var away = _installation.Cluster.Database.IsAway;
        var held = away ? [] : _installation.Activities.Values.Select(activity => activity.Stored)
            .Where(state => state is { IsHeld: true, Holder: { } holder } && holder.Agent == _agent)
            .Select(state => new HeldAttempt(state!.AttemptId!, state.Holder!, state.Spec!.Project, state.Status == ActivityStatus.Cancelling))
            .ToList();
        _installation.World.Soon(() =>
        {
            if (away) failed();
            else done(new QueueEvent.Recovered(held));
        });
    }

    private QueueSurroundings Surroundings(QueueActivation activation) =>
        (QueueSurroundings)(activation.Attachment ??= new QueueSurroundings(new(_agent, _installation.Scenario.Projects - 1), []));

    private sealed record QueueSurroundings(Fairness Fairness, Dictionary<(long Epoch, long Number), Action> Waiting);
}
