using System.Text;
using System.Text.Json.Nodes;
using Actors.Templates.Planning;

namespace Actors.Cli.Documents;

/// <summary>Shows a plan without its values, which may be secret.</summary>
internal static class GraphView
{
    /// <summary>Columns of <see cref="Rows"/>.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["ACTIVITY", "KIND", "PHASE", "AGENTS", "DEPENDS ON"];

    /// <summary>The activities as a table.</summary>
    public static IEnumerable<IReadOnlyList<string?>> Rows(RunPlan plan) => plan.Activities.Select(activity => (IReadOnlyList<string?>)
    [
        activity.Id,
        activity.Kind.ToString(),
        activity.Phase.ToString(),
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
            text.Append("  ").Append(Quote(activity.Id)).Append(";\n");
            foreach (var dependency in activity.DependsOn)
            {
                text.Append("  ").Append(Quote(dependency)).Append(" -> ").Append(Quote(activity.Id)).Append(";\n");
            }
        }

        return text.Append('}').ToString();
    }

    private static JsonArray Names(IReadOnlyList<string> names) => [.. names.Select(name => (JsonNode)name)];

    private static string Quote(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
