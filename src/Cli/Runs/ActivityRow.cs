using Actors.Cli.Output;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Spectre.Console;

namespace Actors.Cli.Runs;

/// <summary>An activity as a row of a table.</summary>
internal static class ActivityRow
{
    /// <summary>Names of the columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["ACTIVITY", "STATE", "AGENT", "WORKER", "ATTEMPT", "TIME", "REASON"];

    /// <summary>The cells.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="now">The present time.</param>
    /// <returns>As many as <see cref="Headers"/>.</returns>
    public static IReadOnlyList<string?> Cells(ActivityDocument activity, DateTimeOffset now) =>
    [
        activity.Metadata.Name,
        activity.Status.State.ToString(),
        activity.Status.Agent,
        activity.Status.Worker,
        activity.Status.Attempt == 0 ? "" : $"{activity.Status.Attempt}",
        DisplayText.Elapsed(activity.Status.QueuedAt, activity.Status.StartedAt, activity.Status.FinishedAt, now),
        Why(activity.Status),
    ];

    /// <summary>Reason and <see cref="DisplayText.Summary"/> of the message in one line; empty when there is nothing to say.</summary>
    public static string Why(ActivityDocumentStatus status) => DisplayText.Summary(status.Message) is { Length: > 0 } message
        ? status.Reason == ReasonCode.None ? message : $"{status.Reason}: {message}"
        : status.Reason == ReasonCode.None ? "" : status.Reason.ToString();

    /// <summary>Colour of a state.</summary>
    public static Color ColorOf(ActivityStatus state) => state switch
    {
        ActivityStatus.Succeeded => Color.Green,
        ActivityStatus.Failed => Color.Red,
        ActivityStatus.Cancelled or ActivityStatus.Cancelling => Color.Yellow,
        ActivityStatus.Leased or ActivityStatus.Running => Color.Aqua,
        _ => Color.Grey,
    };
}
