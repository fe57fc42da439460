using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Controller;

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
                if (World.Happens(Fault.StateKeptAside)) KeepAside(TargetOf(key));
                AskDatabase(() => done(new ActivityEvent.StateChecked(check.Round, _keptAside.GetValueOrDefault(TargetOf(key)))), failed);
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
                AskDatabase(() =>
                {
                    if (Locks.TryGetValue(TargetOf(key), out var owner) && owner.Activity == key && owner.Number <= release.Attempt.Number) Locks.Remove(TargetOf(key));
                    done(new ActivityEvent.AttemptReleased(release.Attempt.Number));
                }, failed);
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

    private void RunRunEffect(string environment, RunState state, RunEffect effect, Action<RunEvent?> done, Action failed)
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
            case RunEffect.StartQueued start:
                AskDatabase(() => done(state.Queue.Find(queued => queued.Run == start.Run) is { } next
                    ? new RunEvent.Start(next.Run, next.Kind, null, SimUser.NodesOf(Scenario.Resources, next.Kind)) : null), failed);
                break;
            case RunEffect.ArchiveRun archive:
                AskDatabase(() =>
                {
                    if (state.Find(archive.Run) is { } record) Archive[$"{environment}/{archive.Run}"] = record;
                    done(new RunEvent.Archived(archive.Run));
                }, failed);
                break;
            case RunEffect.Forget:
                AskDatabase(() => done(new RunEvent.Forgotten()), failed);
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

    /// <summary>A question to the database, or an order; it takes a moment, and nothing comes of it while the database is away.</summary>
    private void AskDatabase(Action answer, Action failed) => World.Soon(() =>
    {
        if (Cluster.Database.IsAway) failed();
        else answer();
    });

    private ActivitySpec SpecOf(string environment, RunEffect.CreateActivity create)
    {
        var resource = Resource(create.Id);
        return new()
        {
            Key = $"{environment}/{create.Run}/{create.Id}",
            Run = create.Run,
            Id = create.Id,
            Project = environment.Split('/')[1],
            Agents = [.. resource.Agents.Select(KeyOf)],
            Generation = create.Generation,
            QueuedAt = create.ReleasedAt,
            StartToClose = TimeSpan.FromMinutes(10),
            UsesState = resource.UsesState,
            Silence = Silence,
            MaxAttempts = resource.MaxAttempts,
            Repeat = TimeSpan.FromSeconds(7),
            Until = TimeSpan.FromMinutes(5),
        };
    }
}
