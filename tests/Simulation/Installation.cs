using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Runs;

namespace Actors.Simulation;

/// <summary>One installation: environments, activities and queues on the real machines, agents with engines and workers as models.</summary>
public sealed partial class Installation
{
    public const int Slots = 2;
    private readonly Dictionary<string, RunActor> _runs = [];
    private readonly Dictionary<string, ActivityActor> _activities = [];
    private readonly Dictionary<string, SimQueue> _queues = [];
    private readonly SimMachines _machines;

    public Installation(World world, SimMachines? machines = null)
    {
        World = world;
        Promises = new(this);
        _machines = machines ?? new();
        for (var i = 1; i <= 3; i++)
        {
            var key = ActorKey.Of("org", "default", $"agent{i}").Value;
            _queues[key] = new(this, key, _machines.Queue(key));
            Agents.Add(new(this, key));
        }

        foreach (var environment in new[] { "alpha/one", "alpha/two", "beta/one" }) AddEnvironment(environment);
        world.AfterEachStep = Promises.Check;
        Supervise();
    }

    public World World { get; }

    public Promises Promises { get; }

    public List<SimAgent> Agents { get; } = [];

    public List<SimUser> Users { get; } = [];

    /// <summary>Locks of OpenTofu states: resource to the attempt that has it.</summary>
    public Dictionary<string, AttemptId> Locks { get; } = [];

    /// <summary>Archived runs.</summary>
    public Dictionary<string, RunRecord> Archive { get; } = [];

    public IReadOnlyDictionary<string, ActivityActor> Activities => _activities;

    public IReadOnlyDictionary<string, RunActor> Runs => _runs;

    public IEnumerable<SimQueue> Queues => _queues.Values;

    public SimQueue Queue(string agent) => _queues[agent];

    public RunActor RunOf(string activityKey) => _runs[EnvironmentOf(activityKey)];

    public static string EnvironmentOf(string activityKey) => string.Join('/', activityKey.Split('/').Take(3));

    /// <summary>The resource that an activity changes: the same in every run of the environment.</summary>
    public static string ResourceOf(string activityKey) => $"{EnvironmentOf(activityKey)}/{activityKey.Split('/')[^1]}";

    public ActivityActor Activity(string key)
    {
        if (_activities.TryGetValue(key, out var known)) return known;
        return _activities[key] = new(World, key, _machines.Activity, new ActivityEvent.Tick())
        {
            Effects = (effect, done, failed) => RunActivityEffect(key, effect, done, failed),
            Observe = (@event, before, after, reply) => Promises.OnActivity(key, @event, before, after, reply),
        };
    }

    private void AddEnvironment(string path)
    {
        var key = $"org/{path}";
        _runs[key] = new(World, key, _machines.Run, new RunEvent.Tick())
        {
            Effects = (effect, done, failed) => RunRunEffect(key, effect, done, failed),
            Saved = state => Promises.OnRunSaved(key, state),
        };
        Users.Add(new(this, key));
    }

    /// <summary>What is stored as open is touched every 5 seconds.</summary>
    private void Supervise()
    {
        foreach (var run in _runs.Values.Where(run => run.Live is null && run.Disk is not null && run.Stored!.IsOpen)) run.Touch();
        foreach (var activity in _activities.Values.Where(activity => activity.Live is null && activity.Disk is not null && activity.Stored!.GetIndex().Open))
            activity.Touch();
        World.After(TimeSpan.FromSeconds(5), Supervise);
    }
}
