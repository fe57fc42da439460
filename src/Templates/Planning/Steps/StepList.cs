using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Steps;

/// <summary>The steps of one list and their order: by <c>dependsOn</c>, and one after the other as listed where none of them has any.</summary>
internal sealed class StepList
{
    private Dictionary<string, (TaskSpec Step, string Path)> _steps = new(StringComparer.Ordinal);
    private Dictionary<string, IReadOnlyList<string>> _before = new(StringComparer.Ordinal);

    private StepList()
    {
    }

    /// <summary>Names of the steps, each after those that it depends on.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Reads a list; what is wrong with names and order is a finding. A list in a circle is empty, as is one that is longer than a run may be.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="steps">Its entries.</param>
    /// <param name="findings">Where to say what is wrong.</param>
    /// <param name="isReversed">Whether the order is turned round, as on destroy.</param>
    public static StepList Read(StepPlace place, IReadOnlyList<TaskSpec> steps, FindingList findings, bool isReversed)
    {
        var list = new StepList();
        if (steps.Count > PlanDefaults.MaxActivities)
        {
            findings.Error(place.Document, place.Path, $"There are {steps.Count} {place.Noun}s; at most {PlanDefaults.MaxActivities} are allowed.");
            return list;
        }

        list._steps = StepNames.Check(place.Document, place.Path, place.Noun, steps, step => step.Name, findings);
        var names = list._steps.Keys.ToList();
        list.Order(place, names, findings);
        if (Graph.Cycle(names, name => list._before[name]) is { } cycle)
        {
            findings.Error(place.Document, place.Path, $"The {place.Noun}s depend on each other in a circle: {cycle}.");
            return new();
        }

        if (isReversed)
        {
            var after = list._before.SelectMany(entry => entry.Value.Distinct(StringComparer.Ordinal).Select(other => (Step: entry.Key, Before: other))).ToLookup(pair => pair.Before, pair => pair.Step);
            list._before = names.ToDictionary(name => name, name => (IReadOnlyList<string>)[.. after[name]], StringComparer.Ordinal);
        }

        list.Names = Graph.Order(names, name => list._before[name]);
        return list;
    }

    /// <summary>A step and its field.</summary>
    public (TaskSpec Step, string Path) this[string name] => _steps[name];

    /// <summary>The steps that each step comes right after; the order passes through those that are left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Before(IReadOnlySet<string> leftOut)
    {
        var before = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            before[name] = [.. _before[name].SelectMany(other => leftOut.Contains(other) ? before[other] : [other]).Distinct(StringComparer.Ordinal)];
        }

        return before;
    }

    private void Order(StepPlace place, List<string> names, FindingList findings)
    {
        if (_steps.Values.All(entry => entry.Step.DependsOn.Count == 0))
        {
            _before = names.Select((name, i) => (name, before: i == 0 ? [] : (IReadOnlyList<string>)[names[i - 1]])).ToDictionary(StringComparer.Ordinal);
            return;
        }

        foreach (var (name, (step, path)) in _steps)
        {
            var before = new List<string>();
            for (var i = 0; i < step.DependsOn.Count; i++)
            {
                var other = step.DependsOn[i].Trim();
                if (_steps.ContainsKey(other))
                {
                    before.Add(other);
                }
                else
                {
                    findings.Error(place.Document, $"{path}.dependsOn[{i}]", $"There is no {place.Noun} '{other}'.{Nearest.Hint(other, names)}");
                }
            }

            _before[name] = before;
        }
    }
}
