using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Grains.Environments;
using Actors.Templates.Planning;

namespace Actors.Silo.Environments;

/// <summary>Environments, runs and activities as the API shows them.</summary>
internal static class ApiViews
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Whether an activity has ended for good.</summary>
    public static bool IsEnded(ActivityStatus state) => state is ActivityStatus.Succeeded or ActivityStatus.Failed or ActivityStatus.Cancelled or ActivityStatus.Skipped;

    public static EnvironmentStatusView Status(EnvironmentSnapshot snapshot) => new()
    {
        State = snapshot.State,
        Run = snapshot.Run is null ? null : new(snapshot.Run, KindOf(snapshot.RunKind), snapshot.RunState ?? "")
        {
            Reason = snapshot.Reason, Message = snapshot.Message, StartedAt = snapshot.StartedAt, FinishedAt = snapshot.FinishedAt,
        },

        Queue = snapshot.Queue.Count == 0 ? null : [.. snapshot.Queue.Select(Archived).Select(run => new RunSummary(run.Id, KindOf(run.Kind), run.State) { Message = run.Message, QueuedAt = run.QueuedAt })],

        // How a plan ended says nothing about the environment.
        DigestedStatus = new(Condition(snapshot.State), KindOf(snapshot.RunKind) == nameof(RunKind.Plan) ? null : snapshot.Message),
        Output = JsonNode.Parse(snapshot.Outputs) as JsonObject,
        Launched = snapshot.Template is { } template ? new(template, snapshot.TemplateVersion ?? "", snapshot.ResourceVersions) : null,
    };

    public static EnvironmentStatusView Brief(string state) => new() { State = state, DigestedStatus = new(Condition(state)) };

    public static ActivityDocument Activity(ActivityView view)
    {
        var segments = ActorKey.Parse(view.Key).Segments;
        return new(
            new(view.Id, segments[1], segments[2], segments[3]),
            new() { Resource = view.Resource, Kind = view.Kind, DependsOn = view.DependsOn },
            new()
            {
                State = view.State, Reason = view.Reason, Message = view.Message, Plan = view.Plan, Agent = view.Agent, Worker = view.Worker,
                Attempt = view.Attempt, QueuedAt = view.QueuedAt, LeasedAt = view.LeasedAt, StartedAt = view.StartedAt, FinishedAt = view.FinishedAt,
            });
    }

    public static RunDocument Run(EnvironmentScope scope, ArchivedRun run) =>
        new(new(run.Id, scope.Project, scope.Name), new(KindOf(run.Kind)), new()
        {
            State = run.State, Reason = run.Reason, Message = run.Message, QueuedAt = run.QueuedAt, StartedAt = run.StartedAt, FinishedAt = run.FinishedAt,
            Activities = [.. run.Activities.Select(Activity)],
        });

    public static ArchivedRun Archived(string json) => JsonSerializer.Deserialize<ArchivedRun>(json, Web)!;

    private static string KindOf(string? kind) => Enum.TryParse<RunKind>(kind, ignoreCase: true, out var known) ? known.ToString() : kind ?? "";

    private static string Condition(string state) => state switch
    {
        "Deploying" or "Destroying" => "StatusSubmitted",
        "Deployed" or "Destroyed" => "StatusOK",
        "DeployFailed" or "DestroyFailed" => "StatusFailed",
        _ => "StatusNotSet",
    };
}
