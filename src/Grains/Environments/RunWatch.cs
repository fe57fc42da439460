using Actors.Scheduling.Runs;

namespace Actors.Grains.Environments;

/// <summary>Sees from one stored state of an environment to the next which runs ended. What had ended when it began counts no more.</summary>
/// <param name="loaded">The state that the activation began with.</param>
internal sealed class RunWatch(RunState loaded)
{
    private HashSet<(string Run, DateTimeOffset At)> _ended = [.. Ended(loaded).Select(Id)];

    /// <summary>The state is another one now.</summary>
    /// <returns>The runs that ended since the last look.</returns>
    public IReadOnlyList<RunRecord> Look(RunState state)
    {
        var ended = Ended(state);
        var news = ended.Where(run => !_ended.Contains(Id(run))).ToList();
        if (news.Count > 0 || ended.Count < _ended.Count)
        {
            _ended = [.. ended.Select(Id)];
        }

        news.ForEach(RunMetrics.Over);
        return news;
    }

    private static List<RunRecord> Ended(RunState state) => [.. state.Retired.Append(state.Current).OfType<RunRecord>().Where(run => run is { IsOpen: false, FinishedAt: not null })];

    private static (string Run, DateTimeOffset At) Id(RunRecord run) => (run.Id, run.FinishedAt!.Value);
}
