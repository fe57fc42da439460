using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Runs;

public sealed partial class RunMachine
{
    private const string BeingDeleted = "The environment is being deleted. Wait for the end of it, and apply its document again if you want it back.";

    /// <summary>From here on nothing starts: what is stored of the environment, its document last, goes first, and then this state.</summary>
    private static (RunState, Persistence, RunReply) OnRetire(RunState state)
    {
        if (state.Retiring) return Yes(state);
        if (state.Current is { IsOpen: true } open) return No(state, RunRefusal.Busy, $"Run {open.Id} ({open.Kind}) is in progress. Wait for its end, or cancel it.");
        if (!state.Queue.IsEmpty) return No(state, RunRefusal.Busy, $"{state.Queue.Count} runs wait to start. Wait for their end, or cancel them all.");
        if (state.Status is not (EnvironmentStatus.NotDeployed or EnvironmentStatus.Destroyed))
            return No(state, RunRefusal.Deployed, $"The environment is {state.Status}. Destroy it first.");
        return state.IsOpen
            ? No(state, RunRefusal.ArchiveBehind, "The last run is still being cleared away. Try again in a few seconds.")
            : Yes(state with { Retiring = true }, Save);
    }

    /// <summary>Nothing is stored any more. What was planned while the document was there still must not start: this activation refuses it, the next one finds no document.</summary>
    private (RunState, Persistence, RunReply) OnForgotten(RunState state, DateTimeOffset now) =>
        state is { Retiring: true, Forgotten: false } ? Yes(Activate(null, now) with { Retiring = true, Forgotten = true }, Clear) : Yes(state);
}
