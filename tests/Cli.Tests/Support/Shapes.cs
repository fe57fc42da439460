using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Tests.Support;

/// <summary>What the server answers, in the documented shapes.</summary>
internal static class Shapes
{
    public const string Environment = "/apis/eaas.envmgmt.io/v1/projects/default/environments/demo";
    public const string Run = "01J0000000000000000000RUN1";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 11, 59, 0, TimeSpan.Zero);

    public static string RunJson(string state, params ActivityDocument[] activities) => JsonSerializer.Serialize(
        new RunDocument(new(Run, "default", "demo"), new("Deploy"), new RunDocumentStatus
        {
            State = state,
            StartedAt = Start,
            FinishedAt = state == "Running" ? null : Start.AddSeconds(12),
            Activities = activities,
        }),
        ApiJson.Default.RunDocument);

    public static string QueuedJson(string why) => JsonSerializer.Serialize(
        new RunDocument(new(Run, "default", "demo"), new("Deploy"), new RunDocumentStatus { State = RunDocumentStatus.Queued, Message = why, QueuedAt = Start }),
        ApiJson.Default.RunDocument);

    public static string ListJson(params ActivityDocument[] activities) => JsonSerializer.Serialize(
        new DocumentList<ActivityDocument> { Kind = "ActivityList", Metadata = new(activities.Length, 200, 0), Items = activities },
        ApiJson.Default.DocumentListActivityDocument);

    public static string ActivityJson(ActivityDocument activity) => JsonSerializer.Serialize(activity, ApiJson.Default.ActivityDocument);

    public static ActivityDocument Activity(
        string name, ActivityStatus state, ReasonCode reason = ReasonCode.None, string? message = null, int attempt = 1) => new(
            new(name, "default", "demo", Run),
            new() { Resource = name.Split('.')[0], Kind = WorkerKind.Function },
            new()
            {
                State = state,
                Reason = reason,
                Message = message,
                Agent = attempt > 0 ? "local" : null,
                Worker = attempt > 0 ? $"w-{name}-{attempt}" : null,
                Attempt = attempt,
                QueuedAt = Start,
                StartedAt = attempt > 0 ? Start.AddSeconds(1) : null,
                FinishedAt = state is ActivityStatus.Succeeded or ActivityStatus.Failed ? Start.AddSeconds(4) : null,
            });

    public static string EnvironmentJson(string state, string output = "{}") => $$$"""
        {"apiVersion":"eaas.envmgmt.io/v1","kind":"Environment","metadata":{"name":"demo","project":"default"},"spec":{"template":{"name":"diamond"}},
         "status":{"state":"{{{state}}}","run":{"id":"{{{Run}}}","kind":"Deploy","state":"Succeeded"},
                   "digestedStatus":{"conditionStatus":"StatusOK","reason":"all is well"},"output":{{{output}}}}}
        """;
}
