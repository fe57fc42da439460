using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Controller;

/// <summary>One installation: environments, activities and queues on the real machines; agents on theirs, with engines, workers and users as models.</summary>
public sealed partial class Installation
{
    /// <summary>How long a worker may be silent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, RunActor> _runs = [];
    private readonly Dictionary<string, ActivityActor> _activities = [];
    private readonly Dictionary<string, SimQueue> _queues = [];
    private readonly Dictionary<string, string> _keptAside = [];
    private readonly SimMachines _machines;

    public Installation(World world, Scenario scenario, SimMachines machines, bool json)
    {
        (World, Scenario, _machines, Json) = (world, scenario, machines, json);
        Cluster = new(world, scenario.Silos);
        Promises = new(this);
        foreach (var name in scenario.Agents)
        {
            var key = KeyOf(name);
            _queues[key] = new(this, key, _machines.Queue(key));
            Agents.Add(new(this, key));
        }

        foreach (var environment in scenario.Environments) AddEnvironment(environment);
        Supervise();
    }

    public World World { get; }

    public Scenario Scenario { get; }

    public SimCluster Cluster { get; }

    /// <summary>States are stored as JSON, as the store does it.</summary>
    public bool Json { get; }

    public PromiseChecks Promises { get; }

    public List<SimAgent> Agents { get; } = [];

    public List<SimUser> Users { get; } = [];

    /// <summary>Locks and tokens: resource to the attempt that has them.</summary>
    public Dictionary<string, AttemptId> Locks { get; } = [];

    /// <summary>Archived runs.</summary>
    public Dictionary<string, RunRecord> Archive { get; } = [];

    public IReadOnlyDictionary<string, ActivityActor> Activities => _activities;

    public IReadOnlyDictionary<string, RunActor> Runs => _runs;

    public IEnumerable<SimQueue> Queues => _queues.Values;

    public SimQueue Queue(string agent) => _queues[agent];

    public RunActor RunOf(string activityKey) => _runs[EnvironmentOf(activityKey)];

    public SimResource ResourceOf(AttemptId attempt) => Resource(attempt.Activity[(attempt.Activity.LastIndexOf('/') + 1)..]);

    public SimResource Resource(string name) => Scenario.Resources.Find(resource => resource.Name == name)!;

    public static string KeyOf(string agent) => $"org/default/{agent}";

    public static string EnvironmentOf(string activityKey) => activityKey[..activityKey.LastIndexOf('/', activityKey.LastIndexOf('/') - 1)];

    /// <summary>What an activity changes: the same in every run of the environment.</summary>
    public static string TargetOf(string activityKey) => $"{EnvironmentOf(activityKey)}{activityKey[activityKey.LastIndexOf('/')..]}";

    public ActivityActor Activity(string key)
    {
        if (_activities.TryGetValue(key, out var known)) return known;
        return _activities[key] = new(Cluster, key, _machines.Activity, new ActivityEvent.Tick(), Durable.Of, Json)
        {
            Effects = (_, effect, done, failed) => RunActivityEffect(key, effect, done, failed),
            Observe = (_, @event, before, after, reply) => Promises.OnActivity(key, @event, before, after, reply),
            Saved = (before, after) => Promises.OnActivitySaved(key, before, after),
        };
    }

    /// <summary>Somebody decides on a state that is kept aside, after a while.</summary>
    public void KeepAside(string target)
    {
        _keptAside[target] = "A state is kept aside: adopt or discard it first.";
        World.After(World.Between(1, 60), () => _keptAside.Remove(target));
    }

    private void AddEnvironment(string path)
    {
        var key = $"org/{path}";
        _runs[key] = new(Cluster, key, _machines.Run, new RunEvent.Tick(), Durable.Of, Json)
        {
            Effects = (activation, effect, done, failed) => RunRunEffect(key, activation.State, effect, done, failed),
            Saved = (before, after) => Promises.OnRunSaved(key, before, after),
        };
        Users.Add(new(this, key));
    }

    /// <summary>Environments that are stored as open are touched every 5 seconds; nothing else is.</summary>
    private void Supervise()
    {
        if (!Cluster.Database.IsAway)
        {
            foreach (var run in _runs.Values.Where(run => run.Stored is { IsOpen: true })) Touch(run);
        }

        World.After(TouchEvery, Supervise);
    }

    /// <summary>An activation that does not know of the open work that is stored ends, as its grain does.</summary>
    private static void Touch(RunActor run)
    {
        if (run.Route() is { State.IsOpen: false }) run.LoseMemory();
    }
}
