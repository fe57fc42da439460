using Actors.Scheduling.Queues;

namespace Actors.Simulation;

/// <summary>
/// I7 at one queue: a project that holds nothing of the agent and is offered there is passed over by each other project at most once. Projects are told by the keys of activities,
/// not by what the queue believes.
/// </summary>
public sealed class Fairness(string agent)
{
    /// <summary>Projects of the simulated installation, but one.</summary>
    private const int Others = 1;
    private readonly Dictionary<string, int> _passedOver = [];

    /// <summary>The queue lost its memory of whom it served.</summary>
    public void Forget() => _passedOver.Clear();

    /// <summary>The queue went from one state to the next.</summary>
    public void Check(QueueState before, QueueState after)
    {
        var picked = after.Memory.Requested.Keys.Where(attempt => !before.Memory.Requested.ContainsKey(attempt)).Select(attempt => ProjectOf(attempt.Activity)).ToList();
        var waiting = Waiting(before).Intersect(Waiting(after)).ToHashSet();
        foreach (var project in _passedOver.Keys.Where(project => !waiting.Contains(project)).ToList()) _passedOver.Remove(project);
        foreach (var project in waiting)
        {
            var times = _passedOver[project] = _passedOver.GetValueOrDefault(project) + picked.Count;
            if (times > Others) throw new PromiseBrokenException("I7", $"{agent} passed {project} over {times} times, at last for {string.Join(", ", picked)}");
        }
    }

    /// <summary>Projects that are offered and have nothing of the agent.</summary>
    private static IEnumerable<string> Waiting(QueueState state) => state.Memory.Offers.Keys.Select(ProjectOf)
        .Except(state.Memory.Held.Keys.Concat(state.Memory.Requested.Keys).Select(attempt => ProjectOf(attempt.Activity)));

    private static string ProjectOf(string activity) => activity.Split('/')[1];
}
