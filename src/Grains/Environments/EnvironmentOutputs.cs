using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;

namespace Actors.Grains.Environments;

/// <summary>The outputs of an environment: those of earlier runs, and over them what the current deploy has brought.</summary>
internal static class EnvironmentOutputs
{
    /// <summary>Outputs by resource, as expressions read them.</summary>
    public static JsonObject Of(EnvironmentRecord record) => Build(record, record.Outputs, node => node.Outputs?.DeepClone());

    /// <summary>Outputs by resource, as expressions of the current run read them: in one that only plans, system resources are as they would be.</summary>
    public static JsonObject During(EnvironmentRecord record)
    {
        var result = Of(record);
        if (record.State.Current is { Kind: RunKind.Plan } run)
        {
            foreach (var node in run.Nodes.Where(node => node is { Kind: WorkerKind.None, Resource: not null, Output: OutputOf.Resource, Outputs: not null }))
            {
                result[node.Resource!] = node.Outputs!.DeepClone();
            }
        }

        return result;
    }

    /// <summary>Outputs by resource for people: secrets and sensitive outputs masked; nothing once the environment is destroyed.</summary>
    public static JsonObject ForPeople(EnvironmentRecord record) => record.State.Status is EnvironmentStatus.Destroyed or EnvironmentStatus.NotDeployed
        ? []
        : OutputView.Redact(Masked(record));

    /// <summary>The record as it is before another run takes the place of its current one.</summary>
    public static EnvironmentRecord Fold(EnvironmentRecord record)
    {
        var gone = record.State.Status == EnvironmentStatus.Destroyed;
        return record with
        {
            Outputs = gone ? [] : Of(record),
            MaskedOutputs = gone ? [] : Masked(record),
            Masked = [],
        };
    }

    private static JsonObject Masked(EnvironmentRecord record) => Build(record, record.MaskedOutputs, node =>
        record.Masked.TryGetValue(node.Id, out var masked) ? JsonNode.Parse(masked) : node.Outputs?.DeepClone());

    private static JsonObject Build(EnvironmentRecord record, JsonObject earlier, Func<RunNode, JsonNode?> outputs)
    {
        var result = (JsonObject)earlier.DeepClone();
        foreach (var (resource, value) in record.StaticOutputs)
        {
            result[resource] = value?.DeepClone();
        }

        if (record.State.Current is not { Kind: RunKind.Deploy } run)
        {
            return result;
        }

        var current = new JsonObject();
        foreach (var node in run.Nodes.Where(node => node is { Resource: not null, TakesDown: false } && node.Output != OutputOf.None && node.Kind != WorkerKind.Git))
        {
            var task = node.Output switch { OutputOf.Task => node.Task, null => OlderTask(node), _ => null };

            // What was not needed is as it was.
            var output = node.Status == ActivityStatus.Succeeded ? outputs(node)
                : !node.IsNotNeeded ? null
                : (task is null ? result[node.Resource!] : result[node.Resource!]?["tasks"]?[task])?.DeepClone();
            OutputView.Put(current, node.Resource!, task, output);
        }

        foreach (var (resource, value) in current)
        {
            result[resource] = value?.DeepClone();
        }

        foreach (var gone in run.Nodes.Where(node => node is { TakesDown: true, Resource: not null }).GroupBy(node => node.Resource!).Where(nodes => nodes.All(node => node.IsDone)))
        {
            result.Remove(gone.Key);
        }

        return result;
    }

    private static string? OlderTask(RunNode node)
    {
        var prefix = $"{node.Resource}.task.";
        return node.Id.StartsWith(prefix, StringComparison.Ordinal) ? node.Id[prefix.Length..] : null;
    }
}
