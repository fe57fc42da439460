using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Agents;
using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Quickstart;

/// <summary>Looks for what a run should have taken away. Asks the stores and the engines themselves, not those who say that they tidied up.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What is left of an environment; waits a little, because a worker's removal follows its result.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IServiceProvider services, string environment, CancellationToken cancellationToken)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var started = clock.GetTimestamp();
        while (true)
        {
            var found = await LookAsync(services, environment, cancellationToken);
            if (found.Count == 0 || clock.GetElapsedTime(started) > Patience)
            {
                return found;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<string>> LookAsync(IServiceProvider services, string environment, CancellationToken cancellationToken)
    {
        var organisation = services.GetRequiredService<IOptions<ActorsOptions>>().Value.Organisation;
        var key = ActorKey.Of(organisation, "default", environment).Value;
        var found = new List<string>();
        var installation = (await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(cancellationToken)).Id;
        var engines = services.GetRequiredService<IAgentEngines>();
        foreach (var agent in engines.Agents)
        {
            var workers = await engines.Get(agent, installation).ListAsync(cancellationToken);
            found.AddRange(workers.Where(worker => IsUnder(key, worker.Attempt.Activity)).Select(worker => $"worker {worker.Worker} ({worker.Phase})"));
        }

        var locks = await services.GetRequiredService<ITofuStateStore>().ListLocksUnderAsync(key, cancellationToken);
        found.AddRange(locks.Select(held => $"lock on the state {held.Resource} of {held.Attempt}"));
        var artifacts = await services.GetRequiredService<IArtifactStore>().ListUnderAsync(key, cancellationToken);
        found.AddRange(artifacts.Where(artifact => !KeptPlans.Has(artifact.Activity)).Select(artifact => $"artifact {artifact.Name} of {artifact.Activity}"));

        // A worker's token is derived from its activity's state: no state, no token.
        var activities = await services.GetRequiredService<IStateIndex>().ListAsync(new() { Kind = "activity", Under = key, KeysOnly = true }, cancellationToken);
        found.AddRange(activities.Select(activity => $"token of {activity.Key} ({activity.Index.Status})"));
        return found;
    }

    private static bool IsUnder(string key, string activity) => activity.StartsWith(key + "/", StringComparison.Ordinal);
}
