namespace Actors.Templates.Planning.Resources;

/// <summary>Activities in stages: whatever begins a stage waits for all that ends the one before.</summary>
/// <param name="start">Ids of the activities that the first stage waits for.</param>
internal sealed class Chain(IReadOnlyList<string> start)
{
    private readonly List<PlannedActivity> _activities = [];

    /// <summary>The activities so far.</summary>
    public IReadOnlyList<PlannedActivity> Activities => _activities;

    /// <summary>Ids of the activities that the next stage waits for.</summary>
    public IReadOnlyList<string> Ends { get; private set; } = start;

    /// <summary>Adds a stage. What depends on nothing within it is its beginning.</summary>
    /// <param name="stage">Its activities, each after what it depends on; none: the chain stays as it is.</param>
    public void Then(IReadOnlyList<PlannedActivity> stage)
    {
        if (stage.Count > 0)
        {
            Ends = Add(stage, Ends);
        }
    }

    /// <summary>Adds activities beside the chain: the next stage does not wait for them.</summary>
    /// <param name="branch">The activities.</param>
    /// <param name="after">What their beginning waits for.</param>
    /// <returns>Ids of the activities that end the branch; those of <paramref name="after"/> when it is empty.</returns>
    public IReadOnlyList<string> Beside(IReadOnlyList<PlannedActivity> branch, IReadOnlyList<string> after) => branch.Count == 0 ? after : Add(branch, after);

    private IReadOnlyList<string> Add(IReadOnlyList<PlannedActivity> stage, IReadOnlyList<string> after)
    {
        var own = stage.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        _activities.AddRange(stage.Select(activity => activity.DependsOn.Any(own.Contains) ? activity
            : activity.DependsOn.Count == 0 ? activity with { DependsOn = after }
            : activity with { DependsOn = [.. activity.DependsOn.Concat(after).Distinct(StringComparer.Ordinal)] }));

        // What runs however something ended does not stand for that: whoever waits for success must wait for both.
        var followed = stage.SelectMany(next => next.DependsOn.Select(id => (id, next.When))).ToHashSet();
        return [.. stage.Where(end => !followed.Contains((end.Id, RunsWhen.Succeeded)) && !followed.Contains((end.Id, end.When))).Select(end => end.Id)];
    }
}
