using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Scheduling.Runs;

/// <summary>The outputs of an environment: those of earlier runs, and over them what the current deploy has brought.</summary>
public static class RunOutputs
{
    /// <summary>Outputs by resource, as expressions read them. What has not succeeded in the current run is as it was before.</summary>
    /// <param name="earlier">Outputs of the runs before the current one.</param>
    /// <param name="statics">Outputs of static resources.</param>
    /// <param name="run">The current run; null: none.</param>
    /// <param name="resources">Names of the dynamic resources that the environment has, once its deploy has succeeded; null: not known.</param>
    /// <param name="outputs">The outputs of an activity that succeeded.</param>
    /// <returns><c>{resource: {name: {value}}}</c>, for custom resources <c>{resource: {tasks: {task: {key}}}}</c>.</returns>
    public static JsonObject Of(JsonObject earlier, JsonObject statics, RunRecord? run, IReadOnlySet<string>? resources, Func<RunNode, JsonNode?> outputs)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(statics);
        ArgumentNullException.ThrowIfNull(outputs);
        var result = (JsonObject)earlier.DeepClone();
        if (run is { Kind: RunKind.Deploy })
        {
            foreach (var (resource, value) in Brought(earlier, run, outputs))
            {
                result[resource] = value?.DeepClone();
            }

            if (run.Status == RunStatus.Succeeded && resources is not null)
            {
                foreach (var gone in result.Select(entry => entry.Key).Where(name => !resources.Contains(name)).ToList())
                {
                    result.Remove(gone);
                }
            }
        }

        foreach (var (resource, value) in statics)
        {
            result[resource] = value?.DeepClone();
        }

        return result;
    }

    private static JsonObject Brought(JsonObject earlier, RunRecord run, Func<RunNode, JsonNode?> outputs)
    {
        var brought = new JsonObject();
        foreach (var node in run.Nodes.Where(node => node is { Resource: not null, TakesDown: false } && node.Output != OutputOf.None && node.Kind != WorkerKind.Git))
        {
            var task = node.Output switch { OutputOf.Task => node.Task, null => OlderTask(node), _ => null };
            var before = earlier[node.Resource!] as JsonObject;
            var output = node.Status == ActivityStatus.Succeeded ? outputs(node) : (task is null ? before : (before?["tasks"] as JsonObject)?[task])?.DeepClone();
            OutputView.Put(brought, node.Resource!, task, output);
        }

        return brought;
    }

    private static string? OlderTask(RunNode node)
    {
        var prefix = $"{node.Resource}.task.";
        return node.Id.StartsWith(prefix, StringComparison.Ordinal) ? node.Id[prefix.Length..] : null;
    }
}
