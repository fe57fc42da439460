using Actors.Contracts.Activities;

namespace Actors.Scheduling.Activities;

public sealed partial class ActivityMachine
{
    /// <summary>What people see of an activity; null before it is created.</summary>
    public static ActivityView? ViewOf(ActivityState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Spec is not { } spec) return null;
        var (reason, message) = state.Status switch
        {
            ActivityStatus.Queued => Waiting(state),
            ActivityStatus.Leased => (state.Reason, $"Waits for its worker, which agent '{NameOf(state.Holder?.Agent)}' is starting, to call."),
            ActivityStatus.Cancelling => (state.Stopping, $"Waits for the end of its worker, which is being stopped on agent '{NameOf(state.Holder?.Agent)}'."),
            _ => (state.Reason, state.Message),
        };
        return new()
        {
            Key = spec.Key,
            Id = spec.Id,
            Resource = spec.Resource,
            Kind = spec.Kind,
            DependsOn = spec.DependsOn,
            State = state.Status == ActivityStatus.Queued && reason is ReasonCode.BackOff or ReasonCode.Polling or ReasonCode.StateLocked ? ActivityStatus.Waiting : state.Status,
            Reason = reason,
            Message = message,
            Plan = state.Plan,
            Agent = state.Status == ActivityStatus.Queued ? null : NameOf(state.Holder?.Agent),
            Worker = state.Status == ActivityStatus.Queued ? null : state.Worker,
            Attempt = state.Attempt,
            QueuedAt = state.QueuedAt,
            LeasedAt = state.Status == ActivityStatus.Queued ? null : state.LeasedAt,
            StartedAt = state.Status == ActivityStatus.Queued ? null : state.StartedAt,
            FinishedAt = state.FinishedAt,
            Attempts = state.History,
        };
    }

    /// <summary>What is known of the agents that may take an activity; empty before it is created.</summary>
    public static IReadOnlyList<AgentCandidate> CandidatesOf(ActivityState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var avoids = state.Status == ActivityStatus.Queued && state.Avoid is not null && state.Spec?.Agents.Count > 1;
        return state.Spec?.Agents.Select(agent => new AgentCandidate(
            agent,
            Holds: state.IsHeld && state.Holder?.Agent == agent,
            Avoided: avoids && state.Avoid == agent)).ToList() ?? [];
    }

    /// <summary>Whether a step changed nothing that people see: only volatile facts, and not those that tell why it waits.</summary>
    private static bool ShowsTheSame(ActivityState before, ActivityState after) =>
        before.Memory.Answers == after.Memory.Answers && before.Memory.Blocked == after.Memory.Blocked && after with { Memory = before.Memory } == before;

    private static string? NameOf(string? agent) => agent is null ? null : Uri.UnescapeDataString(agent[(agent.LastIndexOf('/') + 1)..]);

    private static ActivityOutcome OutcomeOf(ActivityState state) => new()
    {
        Run = state.Spec!.Run,
        Id = state.Spec.Id,
        Generation = state.Generation,
        Status = state.Status,
        Reason = state.Reason,
        Message = state.Message,
        Outputs = state.Outputs,
        Artifacts = state.Artifacts,
        View = ViewOf(state)!,
    };

    /// <summary>Why a queued activity waits.</summary>
    private static (ReasonCode, string?) Waiting(ActivityState state)
    {
        var memory = state.Memory;
        if (state is { NotBefore: { } due, Reason: ReasonCode.Polling })
            return (ReasonCode.Polling, $"Its function asks to be called again, which is due at {due:HH:mm:ss}. {state.Message}".TrimEnd());
        if (state.NotBefore is { } start) return (ReasonCode.BackOff, $"Attempt {state.Attempt} ended with {state.Reason}; the next one may start at {start:HH:mm:ss}. {state.Message}");
        if (memory.Blocked is { } blocked) return (ReasonCode.StateLocked, blocked);
        if (state.Spec!.Agents.IsEmpty)
            return (ReasonCode.NoAgent, "No agent is associated with it: name one in the resource template, the environment template or the environment.");
        if (Answered(state, AgentAvailability.Online).Count > 0) return (ReasonCode.None, OnOffer(state));
        if (Answered(state, AgentAvailability.Full) is { Count: > 0 } full)
            return (ReasonCode.AgentsFull, $"All slots of {Join(full, "are taken")}. It gets one that becomes free, in its turn; more slots (numWorkers of the Agent) or another agent help.");
        if (memory.Answers.Count < Targets(state).Count) return (ReasonCode.None, OnOffer(state));
        return Answered(state, AgentAvailability.Draining) is { Count: > 0 } draining
            ? (ReasonCode.AgentsDraining, $"{Join(draining, "is drained: resume it", "are drained: resume one")}, or associate another agent.")
            : (ReasonCode.AgentsOffline, Join(Answered(state, AgentAvailability.Offline), "does not poll: start it, or associate another agent.", "do not poll: start one, or associate another agent."));
    }

    /// <summary>Keys of the agents that may take it and answered so.</summary>
    private static List<string> Answered(ActivityState state, AgentAvailability availability)
    {
        List<string>? agents = null;
        foreach (var (agent, answer) in state.Memory.Answers)
        {
            if (answer.Availability == availability && state.Spec!.Agents.Contains(agent)) (agents ??= []).Add(agent);
        }

        return agents ?? [];
    }

    // The same whatever they have answered by now: nobody needs to hear of each answer.
    private static string OnOffer(ActivityState state) => $"On offer to {Join([.. Targets(state)], "", "").TrimEnd()}: the first that asks gets it.";

    /// <summary>Names agents, and says something of the one or the several.</summary>
    private static string Join(List<string> agents, string ofOne, string? ofSeveral = null)
    {
        var names = agents.Select(NameOf).Order(StringComparer.Ordinal).Select(agent => $"'{agent}'").ToList();
        return names.Count == 1 ? $"agent {names[0]} {ofOne}" : $"agents {string.Join(", ", names)} {ofSeveral ?? ofOne}";
    }
}
