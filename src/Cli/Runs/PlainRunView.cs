using Actors.Cli.Output;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Shows a run as one line for each change of state.</summary>
internal sealed class PlainRunView(TextWriter writer, TimeProvider time) : IRunView
{
    private readonly Dictionary<string, (ActivityStatus State, int Attempt, ReasonCode Reason)> _shown = [];
    private readonly long _start = time.GetTimestamp();
    private bool _isAway;
    private string? _waits;

    /// <inheritdoc/>
    public void Update(RunDocument run)
    {
        if (run.Status.State == RunDocumentStatus.Queued && run.Status.Message != _waits)
        {
            _waits = run.Status.Message;
            writer.WriteLine(DisplayText.Clean($"{Since(),7} {run.Status.State}: {DisplayText.Summary(_waits)}"));
        }

        foreach (var activity in run.Status.Activities)
        {
            var status = activity.Status;
            var state = (status.State, status.Attempt, status.Reason);
            if (!_shown.TryGetValue(activity.Metadata.Name, out var shown) || shown != state)
            {
                _shown[activity.Metadata.Name] = state;
                Write(activity);
            }
        }

        writer.Flush();
    }

    /// <inheritdoc/>
    public void Notice(string? message)
    {
        if (_isAway != message is not null)
        {
            _isAway = !_isAway;
            writer.WriteLine(message is null ? "The server answers again." : $"Waiting for the server: {DisplayText.Clean(message)}");
        }
    }

    private string Since() => "+" + DisplayText.Duration(time.GetElapsedTime(_start));

    private void Write(ActivityDocument activity)
    {
        var status = activity.Status;
        var parts = new[]
        {
            $"{Since(),7}",
            $"{activity.Metadata.Name,-28}",
            $"{status.State,-10}",
            status.Agent is null ? "" : $"agent={status.Agent}",
            status.Worker is null ? "" : $"worker={status.Worker}",
            status.Attempt == 0 ? "" : $"attempt={status.Attempt}",
            status.StartedAt is not null && status.FinishedAt is not null
                ? $"time={DisplayText.Elapsed(null, status.StartedAt, status.FinishedAt, time.GetUtcNow())}"
                : "",
            ActivityRow.Why(status),
        };
        writer.WriteLine(DisplayText.Clean(string.Join(' ', parts.Where(part => part.Length > 0))).TrimEnd());
    }
}
