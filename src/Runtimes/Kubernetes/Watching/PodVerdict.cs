using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>Says what a pod's state means. Pure.</summary>
/// <param name="pendingLimit">Longest time that a pod may be pending.</param>
/// <param name="waitingGrace">How long it may wait for what seldom comes.</param>
internal sealed class PodVerdict(TimeSpan pendingLimit, TimeSpan waitingGrace)
{
    /// <summary>
    /// What a node may take longer than the pod's grace to confirm its end, before it counts as lost. A kubelet that is just starting the container may overlook that the pod is deleted until it
    /// looks at all of its pods again, which it does every 60 to 90 s (seen of 1.20).
    /// </summary>
    public static readonly TimeSpan NodeSlack = TimeSpan.FromSeconds(120);
    /// <summary>What a container may take longer than its grace to be told as ended, once the pod is.</summary>
    public static readonly TimeSpan DyingSlack = TimeSpan.FromSeconds(5);
    /// <summary>How long a container that waits for what seldom comes is looked at after its deletion: a node may just then be starting it.</summary>
    public static readonly TimeSpan StuckSlack = TimeSpan.FromSeconds(5);
    /// <summary>The same of one that waits for nothing else: a node with much to do tells late that it runs (7 s and more were seen), and one that ran and is to end must not count as ended before.</summary>
    public static readonly TimeSpan StartingSlack = TimeSpan.FromSeconds(30);

    /// <summary>Whether it waits for what seldom comes.</summary>
    public static bool IsStuck(PodState pod) => pod is { End: null, Running: false, Waiting: { } waiting } && WaitingReasons.Of(waiting.Reason) is not null;

    /// <summary>What the state means.</summary>
    public PodJudgement Judge(PodState pod, PodTimes times, TimeSpan now)
    {
        if (pod.End is not null || pod.InitFailure is not null)
            return new(Ended(pod));
        if (pod.Terminal)
            return Dying(pod, times, now);
        if (StatusReasons.Of(pod) == ReasonCode.NodeLost)
            return new(Ended(pod));
        // Whoever gave the order came no further than that.
        if (pod is { Order: { } order, Deleting: false })
            return new(Alive(pod, pod.Running ? WorkerPhase.Running : WorkerPhase.Pending, null), Order: order);
        return pod.Deleting ? Deleting(pod, times, now) : pod.Running ? new(Alive(pod, WorkerPhase.Running, null)) : Pending(pod, times, now);
    }

    /// <summary>What is told of a pod that is not there any more; <paramref name="told"/> is what was last told of it.</summary>
    public static WorkerObservation Gone(PodState pod, WorkerObservation told)
    {
        if (told.Phase == WorkerPhase.Ended)
            return told with { Phase = WorkerPhase.Gone };
        var reason = StatusReasons.Of(pod) is { } known and not ReasonCode.DeadlineExceeded ? known : ReasonCode.Deleted;
        var how = pod.End is { } end ? $" Its container {PodExit.How(end)}." : "";
        return told with
        {
            Phase = WorkerPhase.Gone, Reason = pod.Order?.Reason ?? reason, ExitCode = pod.End is { } last ? PodExit.Code(last) : null, Signal = pod.End is { } ended ? PodExit.Signal(ended) : null,
            Message = $"The pod {pod.Name} was deleted, not by this agent.{how}{Words(pod)}",
        };
    }

    private static PodJudgement Dying(PodState pod, PodTimes times, TimeSpan now)
    {
        // Kubernetes before 1.22 says so before the container has ended, and then does not tell its end.
        var over = times.Dying + TimeSpan.FromSeconds(pod.TerminationGrace) + DyingSlack;
        return over > now ? new(Alive(pod, WorkerPhase.Running, pod.Message), over) : new(Ended(pod));
    }

    private static PodJudgement Deleting(PodState pod, PodTimes times, TimeSpan now)
    {
        var since = times.Deleting ?? now;
        var lost = since + TimeSpan.FromSeconds(pod.DeletionGrace ?? 0) + NodeSlack;
        if (pod.Order is not null)
        {
            // Its node has confirmed, or no node ever had it; or the node, which does not hurry with that, has not begun.
            if (pod.DeletionGrace == 0)
                return new(Ended(pod));
            var unstarted = since + (IsStuck(pod) ? StuckSlack : StartingSlack);
            if (!pod.Running && now >= unstarted)
                return new(Ended(pod));
            if (!pod.Running)
                return new(Alive(pod, WorkerPhase.Pending, "The worker is being stopped."), unstarted < lost ? unstarted : lost);
        }

        return now < lost
            ? new(Alive(pod, pod.Running ? WorkerPhase.Running : WorkerPhase.Pending, "The pod is being deleted."), lost)
            : new(Lost(pod));
    }

    private PodJudgement Pending(PodState pod, PodTimes times, TimeSpan now)
    {
        var (reason, message) = pod.Waiting is { } waiting && WaitingReasons.Of(waiting.Reason) is { } known
            ? (known, $"{waiting.Reason}: {waiting.Message}")
            : pod.Node is null ? (ReasonCode.Unschedulable, pod.Unscheduled ?? "No node was chosen.") : (ReasonCode.StartError, pod.Waiting?.Reason ?? "Its node has not started it.");
        var alive = Alive(pod, WorkerPhase.Pending, message.TrimEnd(' ', ':'));
        var limit = times.Seen + pendingLimit;
        var grace = times.Stuck + (WaitingReasons.IsFinal(reason) ? TimeSpan.Zero : waitingGrace);
        if (grace <= now)
            return new(alive, Order: PodOrder.Of(reason, TimeSpan.Zero, message));
        if (limit <= now)
            return new(alive, Order: PodOrder.Of(reason, TimeSpan.Zero, $"The pod was pending for {pendingLimit} (setting Kubernetes:PendingLimit). {message}"));
        return new(alive, grace < limit ? grace : limit);
    }

    private static WorkerObservation Ended(PodState pod) => PodExit.Describe(pod, Alive(pod, WorkerPhase.Ended, null));

    private static WorkerObservation Lost(PodState pod) => Alive(pod, WorkerPhase.Ended, null) with
    {
        Reason = ReasonCode.NodeLost,
        Message = $"The node {pod.Node} does not confirm the end of the pod {pod.Name}, which was asked for.{Words(pod)}",
    };

    private static WorkerObservation Alive(PodState pod, WorkerPhase phase, string? message) =>
        new() { Attempt = pod.Attempt, Worker = pod.Name, Phase = phase, Message = message };

    private static string Words(PodState pod) => pod.Message is { } words ? $" {words}" : pod.Disruption is { } why ? $" {why}." : "";
}
