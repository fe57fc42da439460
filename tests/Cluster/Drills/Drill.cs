using System.Diagnostics;
using System.Globalization;

namespace Actors.Cluster.Drills;

/// <summary>A failure drill: it is done once, or as often as <c>ACTORS_DRILLS</c> says; prints the median and the largest of the times it measured, and fails beyond the limit.</summary>
internal static class Drill
{
    private const string Times = "ACTORS_DRILLS";

    /// <summary>Does the drill and judges its times.</summary>
    /// <param name="name">Name in the report.</param>
    /// <param name="limit">Limit of each time.</param>
    /// <param name="drill">One go; measures by <see cref="Measurements"/>.</param>
    public static async Task RunAsync(string name, TimeSpan limit, Func<Measurements, Task> drill)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(Times), CultureInfo.InvariantCulture, out var times) ? times : 1;
        var all = new Measurements();
        for (var i = 0; i < count; i++)
        {
            await drill(all);
        }

        Report.Print(new JsonObject
        {
            ["drill"] = name, ["runs"] = count, ["p50"] = Round(all.Median), ["max"] = Round(all.Max), ["limit"] = limit.TotalSeconds, ["unit"] = "s",
        });
        Assert.True(all.Max <= limit, $"{name}: {all.Max.TotalSeconds:0.0} s, more than {limit.TotalSeconds} s.{Environment.NewLine}{all.Detail}");
    }

    private static double Round(TimeSpan time) => Math.Round(time.TotalSeconds, 2);
}
