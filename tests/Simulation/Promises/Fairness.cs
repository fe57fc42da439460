using Actors.Scheduling.Queues;

namespace Actors.Simulation.Promises;

/// <summary>
/// I7 at one queue: a project that holds nothing of the agent and is offered there is passed over by each of the <paramref name="others"/> at most once. Projects are told by the keys of
/// activities, not by what the queue believes.
/// </summary>
public sealed class Fairness(string agent, int others)
{
    private readonly Dictionary<string, int> _passedOver = [];

    /// <summary>The queue went from one state to the next.</summary>
    public void Check(QueueState before, QueueState after)
    {
        var (then, now) = (before.Memory, after.Memory);
        if (ReferenceEquals(then, now) || (ReferenceEquals(then.Requested, now.Requested) && ReferenceEquals(then.Offers, now.Offers) && ReferenceEquals(then.Held, now.Held))) return;
        var picked = ReferenceEquals(then.Requested, now.Requested) ? []
            : now.Requested.Keys.Where(attempt => !then.Requested.ContainsKey(attempt)).Select(attempt => ProjectOf(attempt.Activity)).ToList();
        if (picked.Count == 0 && _passedOver.Count == 0) return;
        var waiting = Waiting(then);
        waiting.IntersectWith(Waiting(now));
        if (_passedOver.Count > 0)
        {
            foreach (var project in _passedOver.Keys.Where(project => !waiting.Contains(project)).ToList()) _passedOver.Remove(project);
        }

        if (picked.Count == 0) return;
        foreach (var project in waiting)
        {
            var times = _passedOver[project] = _passedOver.GetValueOrDefault(project) + picked.Count;
            if (times > others) throw new PromiseBrokenException("I7", $"{agent} passed {project} over {times} times, at last for {string.Join(", ", picked)}");
        }
    }

    /// <summary>Projects that are offered and have nothing of the agent.</summary>
    private static HashSet<string> Waiting(QueueMemory memory)
    {
        HashSet<string> waiting = [];
        if (memory.Offers.IsEmpty) return waiting;
        foreach (var (activity, _) in memory.Offers) waiting.Add(ProjectOf(activity));
        foreach (var (attempt, _) in memory.Held) waiting.Remove(ProjectOf(attempt.Activity));
        foreach (var (attempt, _) in memory.Requested) waiting.Remove(ProjectOf(attempt.Activity));
        return waiting;
    }

    private static string ProjectOf(string activity)
    {
        var begin = activity.IndexOf('/', StringComparison.Ordinal) + 1;
        return activity[begin..activity.IndexOf('/', begin)];
    }
}
