namespace Actors.Simulation;

/// <summary>Runs one seed.</summary>
public static class Simulator
{
    private static readonly TimeSpan FaultyTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);

    /// <summary>Runs a seed to its end.</summary>
    /// <exception cref="PromiseBrokenException">A promise was broken.</exception>
    public static Installation Run(int seed, SimMachines? machines = null)
    {
        var world = new World(seed);
        var installation = new Installation(world, machines);
        try
        {
            Disturb(installation);
            Watch(installation);
            world.RunUntil(() => world.Elapsed >= FaultyTime, FaultyTime);
            world.Faulty = false;
            if (!world.RunUntil(() => installation.Promises.LeftOver() is null, Limit))
                throw new PromiseBrokenException(installation.Promises.LeftOver() == "a run has not ended" ? "I3" : "I6", installation.Promises.LeftOver() ?? "");
            return installation;
        }
        catch (Exception error) when (error is PromiseBrokenException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            var promise = (error as PromiseBrokenException)?.Promise ?? "error";
            throw new PromiseBrokenException(promise, $"seed {seed} (ACTORS_SIM_SEED={seed}): {error.Message}\n{error.StackTrace}\n{string.Join('\n', world.Trace)}");
        }
    }

    private static void Disturb(Installation installation)
    {
        var world = installation.World;
        world.After(world.Between(1, 20), () =>
        {
            if (!world.Faulty) return;
            switch (world.Random.Next(4))
            {
                case 0: installation.Agents[world.Random.Next(installation.Agents.Count)].Die(); break;
                case 1: installation.Queues.ElementAt(world.Random.Next(installation.Agents.Count)).Actor.LoseMemory(); break;
                case 2: installation.Runs.Values.ElementAt(world.Random.Next(installation.Runs.Count)).LoseMemory(); break;
                // The whole controller.
                default:
                    foreach (var run in installation.Runs.Values) run.LoseMemory();
                    foreach (var activity in installation.Activities.Values) activity.LoseMemory();
                    foreach (var queue in installation.Queues) queue.Actor.LoseMemory();
                    break;
            }

            Disturb(installation);
        });
    }

    private static void Watch(Installation installation) => installation.World.After(TimeSpan.FromSeconds(5), () =>
    {
        installation.Promises.CheckWaiting();
        Watch(installation);
    });
}
