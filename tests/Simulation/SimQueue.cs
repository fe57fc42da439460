using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;

namespace Actors.Simulation;

/// <summary>The grain around a queue: holds the polls that wait, and passes exits on.</summary>
public sealed class SimQueue
{
    private static readonly TimeSpan PollWait = TimeSpan.FromSeconds(5);
    private readonly Installation _installation;
    private readonly string _agent;
    private readonly Dictionary<(long Epoch, long Number), Action> _waiting = [];

    public SimQueue(Installation installation, string agent, QueueMachineOf machine)
    {
        _installation = installation;
        _agent = agent;
        var fairness = new Fairness(agent);
        Actor = new(installation.World, $"queue {agent}", machine, new QueueEvent.Tick())
        {
            Effects = Run,
            Crashed = () =>
            {
                _waiting.Clear();
                fairness.Forget();
            },
            Observe = (_, before, after, _) => fairness.Check(before, after),
        };
    }

    public QueueActor Actor { get; }

    public void Poll(QueueEvent.PollStarted poll, Action<QueueReply.Poll> answered)
    {
        var incarnation = Actor.Incarnation;
        Actor.Receive(poll, reply => Answer((QueueReply.Poll)reply));

        void Done(QueueReply.Poll reply)
        {
            // An agent guards its slots too, but it should not have to.
            if (reply.Leases.Count > poll.FreeSlots) throw new PromiseBrokenException("I2", $"{_agent} has {poll.FreeSlots} free slots and gets {reply.Leases.Count} leases");
            answered(reply);
        }

        void Answer(QueueReply.Poll reply)
        {
            if (reply.IsDone)
            {
                Done(reply);
                return;
            }

            incarnation = Actor.Incarnation;
            var open = true;
            _waiting[(poll.Epoch, poll.Number)] = () => Look(false);
            _installation.World.After(PollWait, () => Look(true));

            void Look(bool final)
            {
                if (!open || incarnation != Actor.Incarnation) return;
                Actor.Receive(new QueueEvent.PollCollected(poll.Epoch, poll.Number, final), again =>
                {
                    if (!open || !((QueueReply.Poll)again).IsDone) return;
                    open = false;
                    _waiting.Remove((poll.Epoch, poll.Number));
                    Done((QueueReply.Poll)again);
                });
            }
        }
    }

    /// <summary>An exit report: fenced by the epoch, decided by the activity, and known here before the agent hears that it is over.</summary>
    public void Exit(ExitReport report, Action<ExitResponse> answered)
    {
        if (Actor.Live is { } state && QueueMachine.StatusOf(state, report.Epoch) is not SessionStatus.Live and var status)
        {
            answered(new(status, false));
            return;
        }

        var exit = new ActivityEvent.WorkerExited(new(_agent, report.Epoch), report.Attempt.Number, report.Reason, report.ExitCode, report.Message);
        _installation.Activity(report.Attempt.Activity).Call(exit, reply =>
        {
            if (!reply.Over) answered(new(SessionStatus.Live, false));
            else Actor.Receive(new QueueEvent.Over(report.Attempt), _ => answered(new(SessionStatus.Live, true)));
        }, () => { });
    }

    private void Run(QueueEffect effect, Action<QueueEvent?> done, Action failed)
    {
        switch (effect)
        {
            case QueueEffect.Recover:
                var held = _installation.Activities.Values.Select(activity => activity.Stored)
                    .Where(state => state is { IsHeld: true, Holder: { } holder } && holder.Agent == _agent)
                    .Select(state => new HeldAttempt(state!.AttemptId!, state.Holder!, state.Spec!.Project, state.Status == ActivityStatus.Cancelling))
                    .ToList();
                _installation.World.Soon(() => done(new QueueEvent.Recovered(held)));
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
                if (_waiting.GetValueOrDefault((wake.Epoch, wake.Number)) is { } look) _installation.World.Soon(look);
                done(null);
                break;
            default: throw new InvalidOperationException($"no handler for {effect}");
        }
    }
}
