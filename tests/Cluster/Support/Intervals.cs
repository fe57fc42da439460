using System.Globalization;

namespace Actors.Cluster.Support;

/// <summary>When activities ran, by their own account.</summary>
internal static class Intervals
{
    public static (DateTimeOffset Start, DateTimeOffset End) Of(JsonNode activity) =>
        (Time(activity["status"]!["startedAt"]!), Time(activity["status"]!["finishedAt"]!));

    /// <summary>How many ran at the busiest moment.</summary>
    public static int MostAtOnce(IReadOnlyList<JsonNode> activities)
    {
        var intervals = activities.Select(Of).ToList();
        return intervals.Max(one => intervals.Count(other => other.Start <= one.Start && one.Start < other.End));
    }

    public static bool Overlap(JsonNode one, JsonNode other)
    {
        var (a, b) = (Of(one), Of(other));
        return a.Start < b.End && b.Start < a.End;
    }

    private static DateTimeOffset Time(JsonNode value) => DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture);
}
