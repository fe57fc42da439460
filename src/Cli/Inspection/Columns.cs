using System.Globalization;
using System.Text.Json.Nodes;
using Actors.Cli.Output;
using Actors.Templates.Kinds;

namespace Actors.Cli.Inspection;

/// <summary>What tables show of each kind.</summary>
internal static class Columns
{
    private static readonly (string Header, Func<JsonNode?, DateTimeOffset, string?> Cell) Name = ("NAME", (item, _) => JsonField.Text(item, "metadata.name"));
    private static readonly (string Header, Func<JsonNode?, DateTimeOffset, string?> Cell) Age = ("AGE", (item, now) => Since(item, "metadata.createdAt", now));

    /// <summary>The columns of a kind.</summary>
    public static IReadOnlyList<(string Header, Func<JsonNode?, DateTimeOffset, string?> Cell)> Of(Target target) => target.Plural switch
    {
        Target.Activities =>
        [
            Field("ENVIRONMENT", "metadata.environment"), Field("ACTIVITY", "metadata.name"), Field("KIND", "spec.kind"), Field("STATE", "status.state"),
            Field("AGENT", "status.agent"), Field("WORKER", "status.worker"), Field("ATTEMPT", "status.attempt"), ("TIME", Elapsed), ("REASON", WhyShortly),
        ],
        Target.Runs => [Field("RUN", "metadata.name"), Field("KIND", "spec.kind"), Field("STATE", "status.state"), ("TIME", Elapsed), ("REASON", WhyShortly)],
        Target.Tokens => [Field("ID", "id"), ("AGE", (item, now) => Since(item, "createdAt", now))],
        _ => [Name, .. OfKind(target.Kind?.Kind), Age],
    };

    /// <summary>Reason and message of a status; empty when there is nothing to say.</summary>
    public static string Why(JsonNode? item) => Why(item, JsonField.Text(item, "status.message"));

    private static string WhyShortly(JsonNode? item, DateTimeOffset now) => Why(item, DisplayText.Summary(JsonField.Text(item, "status.message")));

    private static string Why(JsonNode? item, string? message) => string.Join(": ", new[]
    {
        JsonField.Text(item, "status.reason") is { } reason and not "None" ? reason : null,
        message,
    }.Where(part => !string.IsNullOrEmpty(part)));

    private static (string Header, Func<JsonNode?, DateTimeOffset, string?> Cell)[] OfKind(string? kind) => kind switch
    {
        KindNames.Environment => [Field("STATE", "status.state"), Field("TEMPLATE", "spec.template.name"), Field("RUN", "status.run.id")],
        KindNames.Agent =>
        [
            Field("TYPE", "spec.type"), Field("STATE", "status.state"), ("HELD", Held), Field("SLOTS", "status.slots"),
            ("SEEN", (item, now) => Since(item, "status.lastSeenAt", now)),
        ],
        KindNames.GlobalSettings => [("AGENTS", (item, _) => Names(item, "spec.agents")), ("POOLS", (item, _) => Names(item, "spec.agentPools"))],
        KindNames.AgentPool => [("AGENTS", (item, _) => Names(item, "spec.agents"))],
        KindNames.Repository => [Field("TYPE", "spec.type"), Field("ENDPOINT", "spec.endpoint")],
        KindNames.ResourceTemplate => [Field("VERSION", "spec.version"), Field("PROVIDER", "spec.provider")],
        KindNames.EnvironmentTemplate => [Field("VERSION", "spec.version"), ("RESOURCES", (item, _) => Names(item, "spec.resources"))],
        KindNames.WorkflowHandler or KindNames.Driver => [Field("TYPE", "spec.config.type")],
        _ => [],
    };

    private static (string Header, Func<JsonNode?, DateTimeOffset, string?> Cell) Field(string header, string path) =>
        (header, (item, _) => JsonField.Text(item, path));

    private static string Held(JsonNode? item, DateTimeOffset now) =>
        JsonField.At(item, "status.held") is JsonArray held ? held.Count.ToString(CultureInfo.InvariantCulture) : "";

    private static string Names(JsonNode? item, string path) => JsonField.At(item, path) is JsonArray names
        ? string.Join(", ", names.Select(name => JsonField.Text(name, "name") ?? JsonField.Text(name)))
        : "";

    private static string Since(JsonNode? item, string path, DateTimeOffset now) =>
        JsonField.Time(item, path) is { } time ? DisplayText.Duration(now - time) : "";

    private static string Elapsed(JsonNode? item, DateTimeOffset now) => DisplayText.Elapsed(
        JsonField.Time(item, "status.queuedAt"), JsonField.Time(item, "status.startedAt"), JsonField.Time(item, "status.finishedAt"), now);
}
