using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Grains.Queues;
using Actors.Scheduling.Activities;
using Actors.Templates.Planning;

namespace Actors.Silo.Environments;

/// <summary>Puts what is known of an activity's agents and attempts into words. Pure.</summary>
internal static class CandidateNotes
{
    /// <summary>The agents that a plan names, with who chose them.</summary>
    public static IEnumerable<ActivityCandidate> SourcesOf(PlannedActivity planned) => planned.Agents.Select(name =>
        planned.AgentSources.FirstOrDefault(source => source.Agent == name) is { } source
            ? new ActivityCandidate(name) { Level = source.Level.ToString(), Document = source.Document, Pool = source.Pool }
            : new(name));

    /// <summary>How an agent stands.</summary>
    /// <param name="source">The agent.</param>
    /// <param name="session">Its session.</param>
    /// <param name="known">What the activity knows of it; null: the activity is not offered yet.</param>
    public static ActivityCandidate Of(ActivityCandidate source, AgentQueueSnapshot session, AgentCandidate? known)
    {
        var state = session.State == "Online" && session.Held.Count >= session.Slots ? "Full" : session.State;
        return source with
        {
            State = state,
            Slots = session.Slots,
            Taken = session.Held.Count,
            LastSeenAt = session.LastSeenAt,
            Note = known switch
            {
                { Holds: true } => "has it",
                { Avoided: true } => "lost the latest attempt: gets the next one only when none of the others polls",
                _ => NoteOf(state, session),
            },
        };
    }

    /// <summary>Why an activity waits that its agents were just offered; null when it does not.</summary>
    public static string? OfferedTo(ActivityStatus state, IReadOnlyList<ActivityCandidate>? candidates) => state == ActivityStatus.Queued && candidates is { Count: > 0 }
        ? $"On offer to {string.Join(", ", candidates.Select(candidate => $"'{candidate.Agent}'"))}: the first that asks gets it."
        : null;

    /// <summary>The attempts that are over, and the one that is not.</summary>
    public static IReadOnlyList<ActivityAttempt> AttemptsOf(ActivityView view)
    {
        var over = view.Attempts.Select(attempt => new ActivityAttempt(attempt.Number)
        {
            Agent = ActorKey.Parse(attempt.Agent).Segments[^1],
            Worker = attempt.Worker,
            Reason = attempt.Reason,
            Message = attempt.Message,
            LeasedAt = attempt.LeasedAt,
            StartedAt = attempt.StartedAt,
            FinishedAt = attempt.FinishedAt,
        }).ToList();
        if (view.Attempt > (over.Count == 0 ? 0 : over[^1].Number))
        {
            over.Add(new(view.Attempt) { Agent = view.Agent, Worker = view.Worker, LeasedAt = view.LeasedAt, StartedAt = view.StartedAt, FinishedAt = view.FinishedAt, Reason = view.FinishedAt is null ? ReasonCode.None : view.Reason, Message = view.FinishedAt is null ? null : view.Message });
        }

        return over;
    }

    private static string? NoteOf(string state, AgentQueueSnapshot session) => state switch
    {
        "Offline" => session.LastSeenAt is { } seen ? $"does not poll since {seen:yyyy-MM-dd HH:mm:ss} UTC" : session.Epoch == 0 ? "has never registered" : "does not poll",
        "Draining" => "is drained: it gets nothing new",
        "Full" => "all its slots are taken",
        _ => null,
    };
}
