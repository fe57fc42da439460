using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Output;

namespace Actors.Cli.Inspection;

/// <summary>Writes what <c>describe activity</c> shows: what it is, who may run it, and its attempts.</summary>
internal sealed class ActivityDetailView(Invocation invocation)
{
    private readonly Printer _printer = invocation.Printer;
    private readonly DateTimeOffset _now = invocation.Host.Time.GetUtcNow();

    /// <summary>An activity.</summary>
    public void Write(JsonObject activity)
    {
        _printer.Fields(
            ("Activity", JsonField.Text(activity, "metadata.name")),
            ("Environment", JsonField.Text(activity, "metadata.environment")),
            ("Project", JsonField.Text(activity, "metadata.project")),
            ("Run", JsonField.Text(activity, "metadata.run")),
            ("Resource", JsonField.Text(activity, "spec.resource")),
            ("Kind", JsonField.Text(activity, "spec.kind")),
            ("Depends on", Join(JsonField.At(activity, "spec.dependsOn"))),
            ("State", JsonField.Text(activity, "status.state")),
            ("Reason", JsonField.Text(activity, "status.reason")),
            ("Message", JsonField.Text(activity, "status.message")),
            ("Plan", PlanText.Of(activity)),
            ("Agent", JsonField.Text(activity, "status.agent")),
            ("Worker", JsonField.Text(activity, "status.worker")),
            ("Attempt", JsonField.Text(activity, "status.attempt")),
            ("Queued", JsonField.Text(activity, "status.queuedAt")),
            ("Started", JsonField.Text(activity, "status.startedAt")),
            ("Finished", JsonField.Text(activity, "status.finishedAt")));
        Table(activity, "candidates", ["CANDIDATE", "STATE", "SLOTS", "LEVEL", "CHOSEN BY", "NOTE"], item =>
            [JsonField.Text(item, "agent"), JsonField.Text(item, "state"), Slots(item), JsonField.Text(item, "level"), ChosenBy(item), JsonField.Text(item, "note")]);
        Table(activity, "attempts", ["ATTEMPT", "AGENT", "WORKER", "LEASED", "TIME", "REASON"], item =>
            [JsonField.Text(item, "number"), JsonField.Text(item, "agent"), JsonField.Text(item, "worker"), JsonField.Text(item, "leasedAt"), Elapsed(item), Why(item, DisplayText.Summary(JsonField.Text(item, "message")))]);
        WriteWhole(activity);
    }

    private void Table(JsonObject activity, string list, IReadOnlyList<string> headers, Func<JsonNode?, IReadOnlyList<string?>> row)
    {
        if (JsonField.At(activity, $"status.{list}") is JsonArray { Count: > 0 } items)
        {
            _printer.Line();
            _printer.Rows(headers, items.Select(row));
        }
    }

    private static string? Slots(JsonNode? item) => JsonField.Text(item, "slots") is { } slots ? $"{JsonField.Text(item, "taken")} of {slots}" : null;

    private static string? ChosenBy(JsonNode? item) =>
        JsonField.Text(item, "pool") is { } pool ? $"{JsonField.Text(item, "document")} by AgentPool/{pool}" : JsonField.Text(item, "document");

    private string Elapsed(JsonNode? item) => DisplayText.Elapsed(
        JsonField.Time(item, "leasedAt"), JsonField.Time(item, "startedAt"), JsonField.Time(item, "finishedAt"), _now);

    // What the table has cut of the attempts before; that of the latest is the message above.
    private void WriteWhole(JsonObject activity)
    {
        foreach (var attempt in JsonField.At(activity, "status.attempts") as JsonArray ?? [])
        {
            if (JsonField.Text(attempt, "message") is { } message && message != JsonField.Text(activity, "status.message") && DisplayText.Summary(message) != message.Trim())
            {
                _printer.Line();
                _printer.Fields(($"Attempt {JsonField.Text(attempt, "number")}", message));
            }
        }
    }

    private static string Why(JsonNode? item, string? message) => JsonField.Text(item, "finishedAt") is null
        ? "not over"
        : string.Join(": ", new[] { JsonField.Text(item, "reason") is { } reason and not "None" ? reason : "Succeeded", message }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Join(JsonNode? names) => names is JsonArray array ? string.Join(", ", array.Select(name => JsonField.Text(name))) : "";
}
