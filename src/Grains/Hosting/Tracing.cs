using System.Diagnostics;

namespace Actors.Grains.Hosting;

/// <summary>
/// Spans of both planes. The way of an activity crosses processes and restarts, so a span's context travels as W3C <c>traceparent</c>: that of the run with its
/// state, that of the attempt with the activity's state, the lease and the worker's session. Without a listener no span is made and nothing travels.
/// </summary>
public static class Tracing
{
    /// <summary>Source of the controller's spans.</summary>
    public const string ControllerSource = "Actors.Controller";

    /// <summary>Source of the agents' spans.</summary>
    public const string AgentSource = "Actors.Agents";

    internal static readonly ActivitySource Controller = new(ControllerSource);

    internal static readonly ActivitySource Agent = new(AgentSource);

    /// <summary>A span below another one that is known by its <c>traceparent</c> only.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">Its name, one of few.</param>
    /// <param name="parent">The other one; null: no span is made.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="at">When it began; null: now.</param>
    /// <returns>The span; null when nobody listens.</returns>
    internal static Activity? StartBelow(this ActivitySource source, string name, string? parent, ActivityKind kind = ActivityKind.Internal, DateTimeOffset? at = null) =>
        ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? source.StartActivity(name, kind, context, startTime: at ?? default) : null;

    /// <summary>Marks a span as failed.</summary>
    internal static void Fail(this Activity? span, string reason) => span?.SetStatus(ActivityStatusCode.Error, reason);

    /// <summary>Ends a span at a time that has passed.</summary>
    internal static void EndAt(this Activity span, DateTimeOffset at)
    {
        span.SetEndTime(at.UtcDateTime);
        span.Stop();
    }

    /// <summary>What was to be told did not happen: the span is not exported.</summary>
    internal static void Forget(this Activity? span)
    {
        if (span is not null)
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
