namespace Actors.Simulation.Schedule;

/// <summary>Runs one seed.</summary>
public static class Simulator
{
    /// <summary>Every this many seeds the states are written and read as JSON, as the store does it.</summary>
    private const int JsonEvery = 16;
    private static readonly TimeSpan CheckWaitingEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    /// <summary>Within this time of the last fault every run has ended.</summary>
    public static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(20);

    /// <summary>Within this time of the end of the last run nothing is left over.</summary>
    public static readonly TimeSpan ClearLimit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a seed to its end.</summary>
    /// <exception cref="PromiseBrokenException">A promise was broken.</exception>
    public static Installation Run(int seed, SimMachines? machines = null, bool traced = false, bool? json = null)
    {
        var world = new World(seed, traced);
        try
        {
            var installation = new Installation(world, Scenario.Of(world.Dice), machines ?? new(), json ?? seed % JsonEvery == 0);
            Run(installation);
            return installation;
        }
        catch (Exception error)
        {
            throw new PromiseBrokenException((error as PromiseBrokenException)?.Promise ?? "error", $"{error.Message}\n{error.StackTrace}", world.Trace);
        }
    }

    private static void Run(Installation installation)
    {
        var (world, scenario, promises) = (installation.World, installation.Scenario, installation.Promises);
        var end = scenario.FaultyTime;
        var disturbances = new Disturbances(installation);
        disturbances.Begin();
        CheckWaiting(installation);
        world.RunUntil(() => world.Elapsed >= end, end);
        world.Faulty = false;
        disturbances.End();
        promises.FaultsEnded();
        string? left = null;
        if (!Within(world, EndLimit, () => promises.AreFinished)) throw new PromiseBrokenException("I3", $"{EndLimit} after the last fault, {promises.Unfinished()}");
        if (!Within(world, ClearLimit, () => (left = promises.LeftOver()) is null)) throw new PromiseBrokenException("I6", $"{ClearLimit} after the end of the last run, there is {left}");
    }

    /// <summary>Goes on until nothing is left, looking every second. False: the limit came first.</summary>
    private static bool Within(World world, TimeSpan limit, Func<bool> isDone)
    {
        var end = world.Elapsed + limit;
        var next = world.Elapsed;
        return world.RunUntil(() =>
        {
            if (world.Elapsed < next) return false;
            next = world.Elapsed + CheckEvery;
            return isDone();
        }, end);
    }

    private static void CheckWaiting(Installation installation) => installation.World.After(CheckWaitingEvery, () =>
    {
        installation.Promises.CheckWaiting(CheckWaitingEvery);
        CheckWaiting(installation);
    });
}
