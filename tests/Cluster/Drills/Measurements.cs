using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>Times that a drill has measured.</summary>
internal sealed class Measurements
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly List<TimeSpan> _times = [];

    public TimeSpan Max => _times.Max();

    public TimeSpan Median => _times.Order().ElementAt((_times.Count - 1) / 2);

    /// <summary>What was seen when the largest time was measured.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Measures from a moment until a condition is true.</summary>
    public async Task UntilAsync(Stopwatch since, Func<Task<bool>> condition, string what, Func<string> detail)
    {
        while (!await condition())
        {
            Assert.True(since.Elapsed < Eventually.Deadline, $"Not within {Eventually.Deadline.TotalSeconds} s: {what}{Environment.NewLine}{(since.Elapsed < Eventually.Deadline ? "" : detail())}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }

        Add(since.Elapsed, detail);
    }

    /// <summary>Notes a time.</summary>
    public void Add(TimeSpan time, Func<string> detail)
    {
        Detail = _times.Count == 0 || time > Max ? detail() : Detail;
        _times.Add(time);
    }
}
