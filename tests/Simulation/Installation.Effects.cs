using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;

namespace Actors.Simulation;

public sealed partial class Installation
{
    private void RunActivityEffect(string key, ActivityEffect effect, Action<ActivityEvent?> done, Action failed)
    {
        switch (effect)
        {
            case ActivityEffect.AskRun ask:
                RunOf(key).Call(new RunEvent.ActivityAsks(ask.Run, ask.Id, ask.Generation),
                    reply => done(new ActivityEvent.RunAnswered(ask.Generation, reply.Wanted)), failed);
                break;
            case ActivityEffect.CheckState check:
                done(new ActivityEvent.StateChecked(check.Round, null));
                break;
            case ActivityEffect.Offer offer:
                Queue(offer.Agent).Actor.Call(new QueueEvent.Offer(offer.Value),
                    reply => done(new ActivityEvent.OfferAnswered(offer.Agent, offer.Round, ((QueueReply.Availability)reply).Value)), failed);
                break;
            case ActivityEffect.Withdraw withdraw:
                Queue(withdraw.Agent).Actor.Call(new QueueEvent.Withdraw(withdraw.Activity), _ => done(null), failed);
                break;
            case ActivityEffect.AnnounceHeld held:
                Queue(held.Value.Holder.Agent).Actor.Call(new QueueEvent.HeldAnnounced(held.Value),
                    _ => done(new ActivityEvent.HeldKnown(held.Value.Attempt.Number)), failed);
                break;
            case ActivityEffect.TellAgentCancel cancel:
                Queue(cancel.Value.Holder.Agent).Actor.Call(new QueueEvent.CancelWanted(cancel.Value),
                    _ => done(new ActivityEvent.CancelKnown(cancel.Value.Attempt.Number)), failed);
                break;
            case ActivityEffect.TellAgentOver over:
                Queue(over.Holder.Agent).Actor.Call(new QueueEvent.Over(over.Attempt), _ => done(new ActivityEvent.OverKnown(over.Attempt.Number)), failed);
                break;
            case ActivityEffect.ReleaseAttempt release:
                if (Locks.TryGetValue(ResourceOf(key), out var owner) && owner.Activity == key && owner.Number <= release.Attempt.Number) Locks.Remove(ResourceOf(key));
                done(new ActivityEvent.AttemptReleased(release.Attempt.Number));
                break;
            case ActivityEffect.NotifyEnded ended:
                RunOf(key).Call(new RunEvent.ActivityEnded(ended.Outcome), _ => done(new ActivityEvent.OutcomeKnown(ended.Outcome.Generation)), failed);
                break;
            case ActivityEffect.ReportProgress progress:
                RunOf(key).Call(new RunEvent.ActivityProgress(progress.Run, progress.Generation, progress.View), _ => done(null), failed);
                break;
            default: throw new InvalidOperationException($"no handler for {effect}");
        }
    }

    private void RunRunEffect(string environment, RunEffect effect, Action<RunEvent?> done, Action failed)
    {
        switch (effect)
        {
            case RunEffect.CreateActivity create:
                Activity($"{environment}/{create.Run}/{create.Id}").Call(new ActivityEvent.Create(SpecOf(environment, create)), reply =>
                {
                    if (reply.Ok) done(new RunEvent.ActivityCreated(create.Run, create.Id, create.Generation, create.Round));
                    else failed();
                }, failed);
                break;
            case RunEffect.CancelActivity cancel:
                Activity($"{environment}/{cancel.Run}/{cancel.Id}").Call(new ActivityEvent.Cancel(cancel.Generation), reply =>
                {
                    if (reply.Ok) done(new RunEvent.CancelKnown(cancel.Run, cancel.Id, cancel.Generation));
                    else failed();
                }, failed);
                break;
            case RunEffect.ArchiveRun archive:
                if (_runs[environment].Live?.Find(archive.Run) is { } record) Archive[$"{environment}/{archive.Run}"] = record;
                done(new RunEvent.Archived(archive.Run));
                break;
            case RunEffect.ClearActivity clear:
                Activity($"{environment}/{clear.Run}/{clear.Id}").Call(new ActivityEvent.Clear(), reply =>
                {
                    if (reply.Ok) done(new RunEvent.ActivityCleared(clear.Run, clear.Id));
                    else failed();
                }, failed);
                break;
            default: throw new InvalidOperationException($"no handler for {effect}");
        }
    }

    private ActivitySpec SpecOf(string environment, RunEffect.CreateActivity create) => new()
    {
        Key = $"{environment}/{create.Run}/{create.Id}",
        Run = create.Run,
        Id = create.Id,
        Project = environment.Split('/')[1],
        Agents = create.Id == "network" ? [Agents[0].Key, Agents[1].Key] : [.. Agents.Select(agent => agent.Key)],
        Generation = create.Generation,
        QueuedAt = create.ReleasedAt,
        StartToClose = TimeSpan.FromMinutes(10),
        UsesState = create.Id == "compute",
        Silence = TimeSpan.FromSeconds(60),
        MaxAttempts = create.Id == "storage" ? 2 : 1,
    };
}
