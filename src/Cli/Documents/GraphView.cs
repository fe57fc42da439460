using System.Text;
using System.Text.Json.Nodes;
using Actors.Templates.Planning;

namespace Actors.Cli.Documents;

/// <summary>Shows a plan without its values, which may be secret.</summary>
internal static class GraphView
{
    /// <summary>Columns of <see cref="Rows"/>.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["ACTIVITY", "KIND", "PHASE", "RUNS", "AGENTS", "DEPENDS ON"];

    /// <summary>The activities as a table.</summary>
    public static IEnumerable<IReadOnlyList<string?>> Rows(RunPlan plan) => plan.Activities.Select(activity => (IReadOnlyList<string?>)
    [
        activity.Id,
        activity.Kind.ToString(),
        activity.Phase.ToString(),
        Runs(activity),
        string.Join(", ", activity.Agents),
        string.Join(", ", activity.DependsOn),
    ]);

    /// <summary>The activities as JSON.</summary>
    public static JsonObject Json(RunPlan plan) => new()
    {
        ["environment"] = plan.Facts.EnvironmentName,
        ["run"] = plan.RunKind.ToString(),
        ["activities"] = new JsonArray([.. plan.Activities.Select(activity => (JsonNode)new JsonObject
        {
            ["id"] = activity.Id,
            ["resource"] = activity.Resource,
            ["kind"] = activity.Kind.ToString(),
            ["phase"] = activity.Phase.ToString(),
            ["hook"] = activity.Hook,
            ["when"] = activity.When.ToString(),
            ["continueOnFailure"] = activity.ContinueOnFailure,
            ["once"] = activity.Once,
            ["skipped"] = activity.Skipped,
            ["skipWhen"] = activity.SkipWhen?.Text,
            ["dependsOn"] = Names(activity.DependsOn),
            ["agents"] = Names(activity.Agents),
        })]),
    };

    /// <summary>The activities in the language of Graphviz.</summary>
    public static string Dot(RunPlan plan)
    {
        var text = new StringBuilder().Append("digraph ").Append(Quote(plan.Facts.EnvironmentName)).Append(" {\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var activity in plan.Activities)
        {
            text.Append("  ").Append(Quote(activity.Id)).Append(Style(activity)).Append(";\n");
            foreach (var dependency in activity.DependsOn)
            {
                text.Append("  ").Append(Quote(dependency)).Append(" -> ").Append(Quote(activity.Id)).Append(";\n");
            }
        }

        return text.Append('}').ToString();
    }

    // When it runs, in words: nothing to say of what runs when all before it is done.
    private static string Runs(PlannedActivity activity) => string.Join(", ", new[]
    {
        activity.Skipped is not null ? "not" : null,
        activity.When switch { RunsWhen.Failed => "on failure", RunsWhen.Ended => "in the end", _ => null },
        activity.SkipWhen is not null ? "unless skipped" : null,
        activity.Once ? "once" : null,
        activity.ContinueOnFailure ? "may fail" : null,
    }.OfType<string>());

    private static string Style(PlannedActivity activity) => (activity.Skipped, activity.Hook) switch
    {
        (not null, _) => " [style=dotted]",
        (_, not null) => " [style=rounded]",
        _ => "",
    };

    private static JsonArray Names(IReadOnlyList<string> names) => [.. names.Select(name => (JsonNode)name)];

    private static string Quote(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
