using System.Diagnostics;
using Actors.Grains.Hosting;
using Actors.Scheduling.Runs;

namespace Actors.Grains.Environments;

/// <summary>Spans of a run: its start, which everything goes below, and the run as a whole once it has ended.</summary>
internal static class RunSpans
{
    public const string Start = "run.start";
    public const string Run = "run";

    /// <summary>The span that plans and starts a run; below the caller's, when that is known.</summary>
    public static Activity? Starting(string environment, string run, string kind, string? caller)
    {
        ActivityContext.TryParse(caller, null, isRemote: true, out var parent);
        return Tracing.Controller.StartActivity(Start, ActivityKind.Producer, parent)?
            .SetTag("actors.environment", environment).SetTag("actors.run", run).SetTag("actors.run.kind", kind);
    }

    /// <summary>A run ended.</summary>
    public static void Over(string environment, RunRecord run)
    {
        if (Tracing.Controller.StartBelow(Run, run.Trace, at: run.StartedAt) is not { } span)
        {
            return;
        }

        span.SetTag("actors.environment", environment).SetTag("actors.run", run.Id).SetTag("actors.run.kind", run.Kind.ToString()).SetTag("actors.outcome", run.Status.ToString());
        if (run.Status != RunStatus.Succeeded)
        {
            span.Fail(run.Reason.ToString());
        }

        span.EndAt(run.FinishedAt ?? run.StartedAt);
    }
}
