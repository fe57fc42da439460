using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;

namespace Actors.Grains.Activities;

/// <summary>Carries out what an activity wants done.</summary>
internal sealed class ActivityEffects(ActivityServices services, Func<ActivityOrder?> order) : IEffectHandler<ActivityEffect, ActivityEvent>
{
    public async ValueTask<ActivityEvent?> RunAsync(ActivityEffect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ActivityEffect.AskRun ask:
                return new ActivityEvent.RunAnswered(ask.Generation, await Environment().IsWantedAsync(ask.Run, ask.Id, ask.Generation));
            case ActivityEffect.CheckState check:
                return new ActivityEvent.StateChecked(check.Round, await BlockedAsync(cancellationToken));
            case ActivityEffect.Offer offer:
                return new ActivityEvent.OfferAnswered(offer.Agent, offer.Round, await Queue(offer.Agent).OfferAsync(offer.Value));
            case ActivityEffect.Withdraw withdraw:
                await Queue(withdraw.Agent).WithdrawAsync(withdraw.Activity);
                return null;
            case ActivityEffect.AnnounceHeld held:
                await Queue(held.Value.Holder.Agent).AnnounceHeldAsync(held.Value);
                return new ActivityEvent.HeldKnown(held.Value.Attempt.Number);
            case ActivityEffect.TellAgentCancel cancel:
                await Queue(cancel.Value.Holder.Agent).CancelAttemptAsync(cancel.Value);
                return new ActivityEvent.CancelKnown(cancel.Value.Attempt.Number);
            case ActivityEffect.TellAgentOver over:
                await Queue(over.Holder.Agent).OverAsync(over.Attempt);
                return new ActivityEvent.OverKnown(over.Attempt.Number);
            case ActivityEffect.ReleaseAttempt release:
                await services.States.ReleaseAsync(release.Attempt, cancellationToken);
                return new ActivityEvent.AttemptReleased(release.Attempt.Number);
            case ActivityEffect.NotifyEnded ended:
                await Environment().ActivityEndedAsync(ended.Outcome, SecretMask.MaskedOrNull(ended.Outcome.Outputs, Order.Job.Secrets));
                return new ActivityEvent.OutcomeKnown(ended.Outcome.Generation);
            case ActivityEffect.ReportProgress progress:
                await Environment().ActivityProgressAsync(progress.Run, progress.Generation, progress.View);
                return null;
            default:
                throw new NotSupportedException($"An activity cannot carry out {effect.GetType().Name}.");
        }
    }

    private ActivityOrder Order => order() ?? throw new InvalidOperationException("The activity has no order.");

    private IEnvironmentGrain Environment() => services.Grains.GetGrain<IEnvironmentGrain>(ActivityServices.EnvironmentKeyOf(Order.Spec.Key));

    private IAgentQueueGrain Queue(string agent) => services.Grains.GetGrain<IAgentQueueGrain>(agent);

    private async Task<string?> BlockedAsync(CancellationToken cancellationToken)
    {
        var spec = Order.Spec;
        var info = await services.States.InspectAsync(ActivityServices.StateKeyOf(spec.Key, spec.Resource!), cancellationToken);
        return info.KeptAside == 0
            ? null
            : $"{info.KeptAside} OpenTofu state(s) of resource '{spec.Resource}', written by a superseded attempt, are kept aside: adopt or discard them first.";
    }
}
