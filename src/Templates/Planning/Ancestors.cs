using System.Collections;

namespace Actors.Templates.Planning;

/// <summary>What comes before each activity of a run, directly or not.</summary>
internal sealed class Ancestors
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<BitArray> _before = [];

    /// <summary>Reads activities, each after what it depends on.</summary>
    public Ancestors(IReadOnlyList<PlannedActivity> activities)
    {
        foreach (var activity in activities)
        {
            var before = new BitArray(activities.Count);
            foreach (var other in activity.DependsOn)
            {
                // What the list has later, or not at all, counts as not before.
                if (_index.TryGetValue(other, out var i))
                {
                    before.Or(_before[i]).Set(i, true);
                }
            }

            _before.Add(before);
            _index.TryAdd(activity.Id, _before.Count - 1);
        }
    }

    /// <summary>Whether there is such an activity.</summary>
    public bool Has(string id) => _index.ContainsKey(id);

    /// <summary>Whether one activity is done before another one begins.</summary>
    public bool IsBefore(string first, string second) => _index.TryGetValue(first, out var i) && _index.TryGetValue(second, out var j) && _before[j][i];
}
